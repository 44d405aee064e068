using Microsoft.OData;
using Microsoft.OData.Edm;
using ProjectGraph.Server.Tests.ODataApi;

namespace ProjectGraph.Server.Tests.Peer;

/// <summary>Microsoft's reader of OData responses reads those of every shape, or the reason why it does not is known.</summary>
public sealed class MessageReaderTests(ODataServer server) : IClassFixture<ODataServer>
{
    private static readonly (string Name, string Url, ODataPayloadKind Kind)[] Shapes =
    [
        ("set", "/Projects?$top=3", ODataPayloadKind.ResourceSet),
        ("set with count and next link", "/Projects?$count=true&$select=Id,Name,Status", ODataPayloadKind.ResourceSet),
        ("entity", "/Projects(5)", ODataPayloadKind.Resource),
        ("selected entity", "/Projects(5)?$select=Name,DueDate,CreatedAt,Mrr", ODataPayloadKind.Resource),
        ("expand to one", "/Projects?$expand=Company,Planhat&$top=3", ODataPayloadKind.ResourceSet),
        ("expand to many", "/Projects?$expand=Tags($count=true),Managers&$top=3", ODataPayloadKind.ResourceSet),
        ("expand of two levels", "/Companies?$expand=Projects($expand=Tags;$top=2)&$top=2", ODataPayloadKind.ResourceSet),
        ("expanded entity", "/Projects(5)?$expand=Company($expand=Projects($top=1)),Tags", ODataPayloadKind.Resource),
        ("expanded references", "/Projects?$expand=Tags/$ref&$top=2", ODataPayloadKind.ResourceSet),
        ("reference", "/Projects(5)/$ref", ODataPayloadKind.EntityReferenceLink),
        ("references", "/Projects(5)/Tags/$ref", ODataPayloadKind.EntityReferenceLinks),
        ("property", "/Projects(5)/Name", ODataPayloadKind.Property),
        ("related entity", "/Projects(5)/Company", ODataPayloadKind.Resource),
        ("related set", "/Projects(5)/Tags", ODataPayloadKind.ResourceSet),
        ("aggregate", "/Projects?$apply=aggregate($count as N,Mrr with sum as Total)", ODataPayloadKind.ResourceSet),
        ("groups", "/Projects?$apply=groupby((Status,Company/Name),aggregate($count as N))", ODataPayloadKind.ResourceSet),
        ("computed", "/Projects?$compute=Progress add 1 as Next&$select=Id,Next&$top=3", ODataPayloadKind.ResourceSet),
        ("service document", "/", ODataPayloadKind.ServiceDocument),
        ("error", "/Projects?$filter=Nonsense", ODataPayloadKind.Error),
    ];

    [Fact]
    public async Task Responses_of_every_shape_are_read_by_Microsofts_reader_or_the_reason_is_known()
    {
        var differences = new Differences(Path.Combine(Repository.Root, "tests/ProjectGraph.Server.Tests/Peer/reader-differences.tsv"));
        foreach (var level in (string[])["minimal", "full"])
        {
            foreach (var version in (string[])["4.0", "4.01"])
            {
                foreach (var (name, url, kind) in Shapes.Append(("delta", await DeltaLinkAsync(), ODataPayloadKind.Delta)))
                {
                    using var response = await server.SendAsync(
                        url,
                        ("Accept", $"application/json;odata.metadata={level}"),
                        ("OData-MaxVersion", version)
                    );
                    differences.Add(
                        $"{name}, {level}, {version}",
                        Failure(response, await response.Content.ReadAsByteArrayAsync(), kind, IsComputed(url))
                    );
                }
            }
        }
        differences.ShouldBeExplained();
    }

    private async Task<string> DeltaLinkAsync()
    {
        var link = (await server.GetAsync("/Projects", ("Prefer", "odata.track-changes,odata.maxpagesize=10000")))
            .GetProperty("@odata.deltaLink")
            .GetString()!;
        await server.SaveAsync(project => project.Description = Guid.NewGuid().ToString(), 3, 4);
        return link;
    }

    private static string? Failure(HttpResponseMessage response, byte[] body, ODataPayloadKind kind, bool isComputed)
    {
        try
        {
            var settings = new ODataMessageReaderSettings { BaseUri = new("http://host/odata/"), MaxProtocolVersion = ODataVersion.V401 };
            // What a request computes is not declared.
            if (isComputed)
                settings.Validations &= ~ValidationKinds.ThrowOnUndeclaredPropertyForNonOpenType;
            using var reader = new ODataMessageReader(new Message(response, body), settings, PlanText.Model.Edm);
            return Read(reader, kind) > 0 ? null : "nothing was read";
        }
        catch (Exception exception)
            when (exception
                    is ODataException
                        or InvalidOperationException
                        or NotSupportedException
                        or ArgumentException
                        or NullReferenceException
            )
        {
            return exception.Message.ReplaceLineEndings(" ");
        }
    }

    private static bool IsComputed(string url) =>
        url.Contains("$apply", StringComparison.Ordinal) || url.Contains("$compute", StringComparison.Ordinal);

    private static int Read(ODataMessageReader reader, ODataPayloadKind kind)
    {
        var projects = PlanText.Model.Edm.EntityContainer.FindEntitySet("Projects");
        switch (kind)
        {
            case ODataPayloadKind.ResourceSet:
                return Count(reader.CreateODataResourceSetReader());
            case ODataPayloadKind.Resource:
                return Count(reader.CreateODataResourceReader());
            case ODataPayloadKind.Delta:
                return Count(reader.CreateODataDeltaResourceSetReader(projects, projects.EntityType));
            case ODataPayloadKind.EntityReferenceLink:
                return reader.ReadEntityReferenceLink().Url is null ? 0 : 1;
            case ODataPayloadKind.EntityReferenceLinks:
                return reader.ReadEntityReferenceLinks().Links.Count();
            case ODataPayloadKind.Property:
                return reader.ReadProperty().Value is null ? 0 : 1;
            case ODataPayloadKind.ServiceDocument:
                return reader.ReadServiceDocument().EntitySets.Count();
            default:
                return reader.ReadError().Message.Length;
        }
    }

    private static int Count(ODataReader reader)
    {
        var rows = 0;
        while (reader.Read())
        {
            if (reader.State == ODataReaderState.ResourceEnd)
                rows++;
        }
        return rows;
    }

    private sealed class Message(HttpResponseMessage response, byte[] body) : IODataResponseMessage
    {
        public IEnumerable<KeyValuePair<string, string>> Headers =>
            response
                .Headers.Concat(response.Content.Headers)
                .Select(header => KeyValuePair.Create(header.Key, string.Join(',', header.Value)));

        public int StatusCode
        {
            get => (int)response.StatusCode;
            set => throw new NotSupportedException();
        }

        public string? GetHeader(string headerName) =>
            Headers.FirstOrDefault(header => header.Key.Equals(headerName, StringComparison.OrdinalIgnoreCase)).Value;

        public void SetHeader(string headerName, string headerValue) => throw new NotSupportedException();

        public Stream GetStream() => new MemoryStream(body);
    }
}

using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;

namespace ProjectGraph.Server.Tests.Bi;

/// <summary>
/// Replays the requests of a BI tool and prints the responses without what differs from run to run: status, headers, the
/// context, and the members of the rows.
/// </summary>
/// <param name="address">Where requests go.</param>
/// <param name="root">What links in answers must begin with.</param>
internal sealed class CorpusReplay(Uri address, string root, string key) : IDisposable
{
    private readonly HttpClient _http = new(new HttpClientHandler { AutomaticDecompression = DecompressionMethods.All });

    public void Dispose() => _http.Dispose();

    public async Task<string> RunAsync(CorpusFile corpus)
    {
        var told = new StringBuilder().Append(CultureInfo.InvariantCulture, $"{corpus.Client}\n");
        foreach (var request in corpus.Requests)
        {
            told.Append(CultureInfo.InvariantCulture, $"\n### {request.Name}\nGET {request.Url}\n");
            told.Append(await RunAsync(corpus, request));
        }
        return told.ToString();
    }

    private async Task<string> RunAsync(CorpusFile corpus, CorpusRequest request)
    {
        var (url, first, pages, keys) = (address.GetLeftPart(UriPartial.Authority) + Prefix + request.Url, "", 0, new HashSet<string>());
        while (true)
        {
            var (told, body) = await SendAsync(corpus, request, url);
            if (pages++ == 0)
                first = told;
            if (body is not { } json || !json.TryGetProperty("value", out var rows))
                return first;
            if (!request.Follow)
                return first;
            foreach (var row in rows.EnumerateArray())
                keys.Add(row.GetProperty("Id").GetRawText()).ShouldBeTrue($"{request.Name}: a row came twice");
            if (!json.TryGetProperty("@odata.nextLink", out var next))
                break;
            next.GetString()!.Length.ShouldBeLessThanOrEqualTo(2_048);
            url = address.GetLeftPart(UriPartial.Authority) + Prefix + next.GetString()![root.Length..];
        }
        pages.ShouldBeGreaterThan(1, request.Name);
        return first + "followed to the end\n";
    }

    private string Prefix => address.AbsolutePath.TrimEnd('/');

    private async Task<(string Told, JsonElement? Body)> SendAsync(CorpusFile corpus, CorpusRequest request, string url)
    {
        using var message = new HttpRequestMessage(HttpMethod.Get, url);
        foreach (var (name, value) in corpus.HeadersOf(request))
            message.Headers.TryAddWithoutValidation(name, value).ShouldBeTrue(name);
        message.Headers.Authorization = new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes("bi:" + key)));
        using var response = await _http.SendAsync(message);
        var text = await response.Content.ReadAsStringAsync();
        ((int)response.StatusCode).ShouldBe(request.Status, $"{request.Name}: {text}");
        ForeignAddresses(text).ShouldBeEmpty($"{request.Name}: an address that no client can reach");
        var type = response.Content.Headers.ContentType!.ToString();
        var version = response.Headers.GetValues("OData-Version").ShouldHaveSingleItem();
        var head = $"{(int)response.StatusCode} {type}\nOData-Version: {version}\n";
        if (type.Contains("xml", StringComparison.Ordinal))
            return (head + Sets(text), null);
        if (type.Contains("json", StringComparison.Ordinal))
            return (head + Shape(JsonElement.Parse(text)), JsonElement.Parse(text));
        int.Parse(text, CultureInfo.InvariantCulture).ShouldBeGreaterThan(0);
        return (head, null);
    }

    private IEnumerable<string> ForeignAddresses(string body) =>
        from text in body.Split('"')
        where text.StartsWith("http", StringComparison.Ordinal) && text.Contains("/odata/", StringComparison.Ordinal)
        where
            !text.StartsWith("http://docs.oasis-open.org/", StringComparison.Ordinal)
            && !text.StartsWith(root + "/odata/", StringComparison.Ordinal)
        select text;

    private static string Sets(string csdl)
    {
        XNamespace edm = "http://docs.oasis-open.org/odata/ns/edm";
        return $"sets: {string.Join(' ', XDocument.Parse(csdl).Descendants(edm + "EntitySet").Select(set => set.Attribute("Name")!.Value))}\n";
    }

    private string Shape(JsonElement body)
    {
        var told = new StringBuilder();
        foreach (var member in body.EnumerateObject())
        {
            told.Append(member.Name)
                .Append(": ")
                .Append(
                    member.Value.ValueKind switch
                    {
                        JsonValueKind.Array => Members(member.Value),
                        JsonValueKind.Object => Members([member.Value]),
                        JsonValueKind.String when member.Name.EndsWith("context", StringComparison.Ordinal) => member
                            .Value.GetString()!
                            .Replace(root, "{root}", StringComparison.Ordinal),
                        _ => member.Value.ValueKind.ToString(),
                    }
                )
                .Append('\n');
        }
        return told.ToString();
    }

    private static string Members(JsonElement rows) => Members([.. rows.EnumerateArray()]);

    // Over all rows, as a null or an empty list does not show what may stand there.
    private static string Members(JsonElement[] rows)
    {
        if (rows.Length == 0)
            return "none";
        var members = rows.SelectMany(row => row.EnumerateObject()).GroupBy(member => member.Name);
        return string.Join(' ', members.Select(member => member.Key + Inner([.. member.Select(each => each.Value)])));
    }

    private static string Inner(JsonElement[] values)
    {
        JsonElement[] objects =
        [
            .. values.Where(value => value.ValueKind == JsonValueKind.Object),
            .. values.Where(value => value.ValueKind == JsonValueKind.Array).SelectMany(value => value.EnumerateArray()),
        ];
        return objects.Length == 0 ? "" : $"({Members(objects)})";
    }
}

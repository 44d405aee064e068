using Microsoft.OData.UriParser;
using ProjectGraph.Server.Tests.ODataApi;

namespace ProjectGraph.Server.Tests.Peer;

/// <summary>Microsoft's parser of OData URLs accepts what this service accepts, or a clause of the specification decides.</summary>
public sealed class UriParserTests(ODataServer server) : IClassFixture<ODataServer>
{
    private static readonly string Folder = Path.Combine(Repository.Root, "tests/ProjectGraph.Server.Tests/Peer");

    [Fact]
    public async Task URLs_are_accepted_and_refused_as_by_Microsofts_parser_or_a_clause_explains_the_difference()
    {
        var differences = new Differences(Path.Combine(Folder, "uri-differences.tsv"));
        string[] urls = [.. PeerUrls.All, .. File.ReadLines(Path.Combine(Folder, "uris.txt")).Where(line => line.StartsWith('/'))];
        foreach (var url in urls)
        {
            using var response = await server.SendAsync(url);
            // What is well formed and not there, is accepted.
            var ours =
                (int)response.StatusCode is 200 or 204
                || ((int)response.StatusCode == 404 && !url.Contains("Nonsense", StringComparison.Ordinal))
                    ? "accepted"
                    : "refused";
            var theirs = IsAccepted(url) ? "accepted" : "refused";
            differences.Add(url, ours == theirs ? null : $"{ours} | {theirs}");
        }
        differences.ShouldBeExplained();
        urls.Length.ShouldBeGreaterThan(200);
    }

    private static bool IsAccepted(string url)
    {
        var parser = new ODataUriParser(PlanText.Model.Edm, new Uri("http://host/odata/"), new Uri("http://host/odata" + url))
        {
            Resolver = new StringAsEnumResolver(),
            UrlKeyDelimiter = Microsoft.OData.ODataUrlKeyDelimiter.Slash,
        };
        try
        {
            parser.ParseUri();
            return true;
        }
        catch (Exception exception) when (exception is Microsoft.OData.ODataException or SystemException)
        {
            return false;
        }
    }
}

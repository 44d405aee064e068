using System.Text.Json;

namespace ProjectGraph.Server.Tests.Bi;

/// <summary>What a BI tool sends, as data: with the headers that it has.</summary>
/// <param name="Follow">Whether it goes on by next links to the end.</param>
internal sealed record CorpusRequest(
    string Name,
    string Url,
    Dictionary<string, string>? Headers = null,
    bool Follow = false,
    int Status = 200
);

internal sealed record CorpusFile(string Client, Dictionary<string, string> Headers, IReadOnlyList<CorpusRequest> Requests)
{
    public const string Folder = "tests/ProjectGraph.Server.Tests/Bi/Corpus";

    public static IEnumerable<string> Names =>
        Directory
            .EnumerateFiles(Path.Combine(Repository.Root, Folder), "*.json")
            .Select(path => Path.GetFileNameWithoutExtension(path)!)
            .Order(StringComparer.Ordinal);

    public static CorpusFile Read(string name) =>
        JsonSerializer.Deserialize<CorpusFile>(
            File.ReadAllText(Path.Combine(Repository.Root, Folder, name + ".json")),
            JsonSerializerOptions.Web
        )!;

    /// <summary>The headers of a request: its own stand in place of the client's.</summary>
    public IEnumerable<KeyValuePair<string, string>> HeadersOf(CorpusRequest request)
    {
        var own = request.Headers ?? [];
        return Headers.Where(header => !own.ContainsKey(header.Key)).Concat(own);
    }
}

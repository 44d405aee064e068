using System.Collections.Frozen;
using System.Text.Json;

namespace ProjectGraph.Server.GraphQLApi.Documents;

/// <summary>
/// The documents that the service's own front ends were built with. A <c>.graphql</c> file has its hash and its name as ids.
/// A manifest (<c>.json</c>) contains the ids. Relay and GraphQL Code Generator write an object of id to
/// document; Apollo writes a list of operations.
/// </summary>
internal sealed class TrustedDocuments
{
    private readonly FrozenDictionary<string, string> _byId;
    private readonly FrozenSet<string> _hashes;

    private TrustedDocuments(Dictionary<string, string> documents)
    {
        _byId = documents.ToFrozenDictionary(StringComparer.Ordinal);
        _hashes = documents.Values.Select(DocumentHash.Compute).ToFrozenSet(StringComparer.Ordinal);
    }

    /// <exception cref="StartException">The folder is missing or contains an invalid file, which the message names.</exception>
    public static TrustedDocuments Load(TrustedDocumentsSettings settings)
    {
        var documents = new Dictionary<string, string>(StringComparer.Ordinal);
        if (string.IsNullOrWhiteSpace(settings.Folder))
        {
            return settings.Mode == TrustedDocumentsMode.Off
                ? new(documents)
                : throw new StartException(
                    $"GraphQL:TrustedDocuments:Mode is {settings.Mode}, but GraphQL:TrustedDocuments:Folder is not set. Set it to the folder of the documents."
                );
        }
        if (!Directory.Exists(settings.Folder))
            throw new StartException($"The folder '{settings.Folder}' of GraphQL:TrustedDocuments:Folder was not found.");
        foreach (var path in Directory.EnumerateFiles(settings.Folder, "*.graphql").Order(StringComparer.Ordinal))
        {
            var text = File.ReadAllText(path);
            Add(documents, DocumentHash.Compute(text), text, path);
            Add(documents, Path.GetFileNameWithoutExtension(path), text, path);
        }
        foreach (var path in Directory.EnumerateFiles(settings.Folder, "*.json").Order(StringComparer.Ordinal))
        {
            foreach (var (id, text) in ReadManifest(path))
                Add(documents, DocumentHash.Normalize(id), text, path);
        }
        return new(documents);
    }

    public string? Find(string id) => _byId.GetValueOrDefault(DocumentHash.Normalize(id));

    /// <summary>Whether exactly this text is trusted.</summary>
    public bool ContainsText(string text) => _hashes.Count > 0 && _hashes.Contains(DocumentHash.Compute(text));

    private static void Add(Dictionary<string, string> documents, string id, string text, string path)
    {
        if (!documents.TryAdd(id, text) && documents[id] != text)
            throw new StartException(
                $"'{path}' uses the id '{id}' for another document than an earlier file. Make the ids of trusted documents unique."
            );
    }

    private static List<(string Id, string Text)> ReadManifest(string path)
    {
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllText(path));
            return json.RootElement.TryGetProperty("operations", out var operations) && operations.ValueKind == JsonValueKind.Array
                ?
                [
                    .. operations
                        .EnumerateArray()
                        .Select(each => (each.GetProperty("id").GetString()!, each.GetProperty("body").GetString()!)),
                ]
                : [.. json.RootElement.EnumerateObject().Select(each => (each.Name, each.Value.GetString()!))];
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw new StartException(
                $"'{path}' is not a manifest of documents. It must be an object of id to document, or have the list `operations` of `id` and `body`. {e.Message}"
            );
        }
    }
}

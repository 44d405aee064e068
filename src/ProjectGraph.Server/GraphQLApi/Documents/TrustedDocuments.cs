using System.Collections.Frozen;
using System.Text.Json;

namespace ProjectGraph.Server.GraphQLApi.Documents;

/// <summary>
/// The documents that the service's own front ends were built with. A <c>.graphql</c> file is known by its hash and by its
/// name; a manifest (<c>.json</c>) gives the ids itself: as Relay and GraphQL Code Generator write it, an object of id to
/// document, or as Apollo does, a list of operations.
/// </summary>
internal sealed class TrustedDocuments
{
    private readonly FrozenDictionary<string, string> _byId;
    private readonly FrozenSet<string> _hashes;

    private TrustedDocuments(Dictionary<string, string> documents)
    {
        _byId = documents.ToFrozenDictionary(StringComparer.Ordinal);
        _hashes = documents.Values.Select(DocumentHash.Of).ToFrozenSet(StringComparer.Ordinal);
    }

    /// <exception cref="StartException">The folder is missing or something in it can't be understood: the message says what.</exception>
    public static TrustedDocuments Load(TrustedDocumentsSettings settings)
    {
        var documents = new Dictionary<string, string>(StringComparer.Ordinal);
        if (string.IsNullOrWhiteSpace(settings.Folder))
        {
            return settings.Mode == TrustedDocumentsMode.Off
                ? new(documents)
                : throw new StartException($"GraphQL:TrustedDocuments:Mode is {settings.Mode}, but GraphQL:TrustedDocuments:Folder names no folder.");
        }
        if (!Directory.Exists(settings.Folder)) throw new StartException($"GraphQL:TrustedDocuments:Folder is '{settings.Folder}', which is no folder.");
        foreach (var path in Directory.EnumerateFiles(settings.Folder, "*.graphql").Order(StringComparer.Ordinal))
        {
            var text = File.ReadAllText(path);
            Add(documents, DocumentHash.Of(text), text, path);
            Add(documents, Path.GetFileNameWithoutExtension(path), text, path);
        }
        foreach (var path in Directory.EnumerateFiles(settings.Folder, "*.json").Order(StringComparer.Ordinal))
        {
            foreach (var (id, text) in Manifest(path)) Add(documents, DocumentHash.Normalize(id), text, path);
        }
        return new(documents);
    }

    public string? Find(string id) => _byId.GetValueOrDefault(DocumentHash.Normalize(id));

    /// <summary>Whether exactly this text is among them.</summary>
    public bool Hold(string text) => _hashes.Count > 0 && _hashes.Contains(DocumentHash.Of(text));

    private static void Add(Dictionary<string, string> documents, string id, string text, string path)
    {
        if (!documents.TryAdd(id, text) && documents[id] != text)
            throw new StartException($"'{path}' gives the id '{id}' to another document than a file before it. Ids of trusted documents are unique.");
    }

    private static List<(string Id, string Text)> Manifest(string path)
    {
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllText(path));
            return json.RootElement.TryGetProperty("operations", out var operations) && operations.ValueKind == JsonValueKind.Array
                ? [.. operations.EnumerateArray().Select(each => (each.GetProperty("id").GetString()!, each.GetProperty("body").GetString()!))]
                : [.. json.RootElement.EnumerateObject().Select(each => (each.Name, each.Value.GetString()!))];
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw new StartException($"'{path}' is no manifest of documents: it must be an object of id to document, or have the list `operations` of `id` and `body`. {e.Message}");
        }
    }
}

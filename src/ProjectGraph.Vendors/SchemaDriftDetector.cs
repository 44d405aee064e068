using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;

namespace ProjectGraph.Vendors;

/// <summary>Detects fields in synced documents that the vendor does not document.</summary>
internal sealed class SchemaDriftDetector(ISyncSource source, VendorConnector connector) : ISyncSource
{
    private readonly HashSet<string> _reportedFields = new(StringComparer.Ordinal);

    public IReadOnlySet<string> WriteOnlyFields => source.WriteOnlyFields;

    public async IAsyncEnumerable<SyncPage> ReadAsync(string? cursor, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var page in source.ReadAsync(cursor, cancellationToken))
            yield return page with
            {
                Drifts = [.. page.Projects.SelectMany(FindUnknownFields)],
            };
    }

    /// <summary>Returns the JSON names of a wire record's fields.</summary>
    public static IReadOnlySet<string> GetJsonNames<TWire>(params IEnumerable<string> more) =>
        typeof(TWire)
            .GetProperties()
            .Select(property => property.GetCustomAttribute<JsonPropertyNameAttribute>()?.Name)
            .OfType<string>()
            .Concat(more)
            .ToHashSet(StringComparer.Ordinal);

    private List<SyncDrift> FindUnknownFields(Project project)
    {
        var drifts = new List<SyncDrift>();
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(project.Document), new() { MaxDepth = 128 });
        if (!EnterDocumentPath(ref reader))
            return drifts;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            if (!connector.DocumentFields.Contains(name) && _reportedFields.Add(name))
                drifts.Add(new(name, project.VendorId));
            reader.Skip();
        }
        return drifts;
    }

    // Moves into the object that contains the project's fields, through the enclosing objects.
    private bool EnterDocumentPath(ref Utf8JsonReader reader)
    {
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            return false;
        foreach (var member in connector.DocumentPath)
        {
            if (!EnterMember(ref reader, member))
                return false;
        }
        return true;
    }

    private static bool EnterMember(ref Utf8JsonReader reader, string member)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals(member))
                return reader.Read() && reader.TokenType == JsonTokenType.StartObject;
            reader.Skip();
        }
        return false;
    }
}

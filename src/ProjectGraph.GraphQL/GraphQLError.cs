using System.Text.Json;

namespace ProjectGraph.GraphQL;

/// <summary>An entry of a response's <c>errors</c> (spec section 7.1.6).</summary>
public sealed class GraphQLError
{
    public GraphQLError(string message)
        : this(message, []) { }

    public GraphQLError(string message, params IReadOnlyList<SourceLocation> locations)
    {
        Message = message;
        Locations = locations;
    }

    public string Message { get; init; }

    public IReadOnlyList<SourceLocation> Locations { get; init; }

    /// <summary>Response names (string) and list indexes (int) from the root to the field. Null outside execution.</summary>
    public IReadOnlyList<object>? Path { get; init; }

    public IReadOnlyDictionary<string, object?>? Extensions { get; init; }

    /// <summary>The host's own rule that a document breaks. Null where the rule is the specification's.</summary>
    public HostRule? Rule { get; init; }

    public void WriteTo(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("message"u8, Message);
        if (Locations.Count > 0)
            WriteLocations(writer);
        if (Path is not null)
        {
            writer.WritePropertyName("path"u8);
            JsonValueWriter.Write(writer, Path);
        }

        if (Extensions is { Count: > 0 })
        {
            writer.WritePropertyName("extensions"u8);
            JsonValueWriter.Write(writer, Extensions);
        }

        writer.WriteEndObject();
    }

    public override string ToString() =>
        Locations.Count == 0 ? Message : $"{Message} {string.Join(' ', Locations.Select(l => $"({l.Line}:{l.Column})"))}";

    private void WriteLocations(Utf8JsonWriter writer)
    {
        writer.WriteStartArray("locations"u8);
        foreach (SourceLocation location in Locations)
        {
            writer.WriteStartObject();
            writer.WriteNumber("line"u8, location.Line);
            writer.WriteNumber("column"u8, location.Column);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}

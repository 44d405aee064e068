using System.Buffers;
using System.Text;
using System.Text.Json;
using ProjectGraph.GraphQL.Execution;

namespace ProjectGraph.GraphQL;

/// <summary>A response (spec section 7).</summary>
public sealed class GraphQLResult
{
    private readonly ObjectResult? _data;

    internal GraphQLResult(ExecutionOutcome outcome)
    {
        WasExecuted = true;
        _data = outcome.Data;
        Errors = outcome.Errors;
    }

    internal GraphQLResult(RequestErrorKind kind, params IReadOnlyList<GraphQLError> errors)
    {
        RequestError = kind;
        Errors = errors;
    }

    internal GraphQLResult(GraphQLError error) => Errors = [error];

    /// <summary>Creates a response for a failure outside of the engine.</summary>
    public static GraphQLResult FromError(GraphQLError error) => new(error);

    /// <summary>Whether the response has a <c>data</c> member, which may be null.</summary>
    public bool WasExecuted { get; }

    /// <summary>Whether the response has a <c>data</c> member that is not null.</summary>
    public bool HasData => _data is not null;

    public IReadOnlyList<GraphQLError> Errors { get; }

    /// <summary>The reason for which nothing was executed. Null after an execution.</summary>
    public RequestErrorKind? RequestError { get; }

    /// <summary>The response's <c>extensions</c>. Written only when not empty.</summary>
    public Dictionary<string, object?> Extensions { get; } = [];

    /// <summary>The duration of each phase.</summary>
    public StageTimes Times { get; internal init; }

    // Spec section 7.1 recommends errors first, where they are easy to see.
    public void WriteTo(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        if (Errors.Count > 0)
            WriteErrors(writer);
        if (WasExecuted)
            WriteData(writer);
        WriteExtensionsTo(writer);
        writer.WriteEndObject();
    }

    /// <summary>Writes the <c>extensions</c> member, for a host that writes the errors itself.</summary>
    public void WriteExtensionsTo(Utf8JsonWriter writer)
    {
        if (Extensions.Count == 0)
            return;
        writer.WritePropertyName("extensions"u8);
        JsonValueWriter.Write(writer, Extensions);
    }

    public string ToJson()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
            WriteTo(writer);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private void WriteErrors(Utf8JsonWriter writer)
    {
        writer.WriteStartArray("errors"u8);
        foreach (GraphQLError error in Errors)
            error.WriteTo(writer);
        writer.WriteEndArray();
    }

    private void WriteData(Utf8JsonWriter writer)
    {
        writer.WritePropertyName("data"u8);
        if (_data is null)
            writer.WriteNullValue();
        else
            _data.WriteTo(writer);
    }
}

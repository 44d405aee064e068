using System.Text.Json;
using ProjectGraph.Data.Query;
using ProjectGraph.GraphQL.Types;
using ProjectGraph.Server.GraphQLApi.Planning;

namespace ProjectGraph.Server.GraphQLApi.Writing;

/// <summary>Writes one value of a row. Compiled with the plan and shared by requests, so it holds only ordinals and names.</summary>
internal abstract class ValueWriter
{
    public abstract void Write(RowWriter to, ResultLevel level, int row);
}

/// <summary>The output of one request's rows, with the request values that they need.</summary>
internal sealed record RowWriter(Utf8JsonWriter Json, VariableValues Variables, RequestArguments Arguments)
{
    /// <summary>The seal of the connection that is being written.</summary>
    public CursorSeal Seal { get; set; }
}

/// <param name="Name">The encoded name.</param>
internal readonly record struct FieldWriter(JsonEncodedText Name, ValueWriter Value);

/// <summary>Writes a row as an object.</summary>
/// <param name="presence">Ordinal of a column that is null if the object does not exist. Null if it always exists.</param>
internal sealed class ObjectWriter(FieldWriter[] fields, int? presence = null) : ValueWriter
{
    public override void Write(RowWriter to, ResultLevel level, int row)
    {
        if (presence is { } ordinal && level.Rows.IsNull(row, ordinal))
        {
            to.Json.WriteNullValue();
            return;
        }
        to.Json.WriteStartObject();
        foreach (ref readonly var field in fields.AsSpan())
        {
            to.Json.WritePropertyName(field.Name);
            field.Value.Write(to, level, row);
        }
        to.Json.WriteEndObject();
    }
}

/// <summary>Writes all related rows of a row.</summary>
/// <param name="nested">Position among the nested levels.</param>
/// <param name="parent">Ordinal of the value that the relation starts from.</param>
internal sealed class ListWriter(int nested, int parent, ValueWriter item) : ValueWriter
{
    public override void Write(RowWriter to, ResultLevel level, int row)
    {
        to.Json.WriteStartArray();
        if (!level.Rows.IsNull(row, parent))
        {
            var below = level.Nested[nested];
            var rows = below.GetRows(level.Rows.Long(row, parent));
            for (var i = 0; i < rows.Count; i++)
                item.Write(to, below.Level, rows.Start + i);
        }
        to.Json.WriteEndArray();
    }
}

internal sealed class TypeNameWriter(string name) : ValueWriter
{
    private readonly JsonEncodedText _name = JsonEncodedText.Encode(name);

    public override void Write(RowWriter to, ResultLevel level, int row) => to.Json.WriteStringValue(_name);
}

internal sealed class NullWriter : ValueWriter
{
    public override void Write(RowWriter to, ResultLevel level, int row) => to.Json.WriteNullValue();
}

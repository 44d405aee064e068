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

/// <summary>Where the rows of one request are written to, and what of the request they need.</summary>
internal sealed record RowWriter(Utf8JsonWriter Json, VariableValues Variables, RequestArguments Arguments)
{
    /// <summary>The seal of the connection that is being written.</summary>
    public CursorSeal Seal { get; set; }
}

/// <param name="Name">Ready to be written.</param>
internal readonly record struct FieldWriter(JsonEncodedText Name, ValueWriter Value);

/// <summary>An object made of a row.</summary>
/// <param name="presence">Ordinal of a column that is null where there is no object; null where there always is one.</param>
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

/// <summary>All related rows of a row.</summary>
/// <param name="nested">Position among the level's nested ones.</param>
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
            for (var i = 0; i < rows.Count; i++) item.Write(to, below.Level, rows.Start + i);
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

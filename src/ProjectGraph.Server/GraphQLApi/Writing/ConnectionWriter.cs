using System.Text.Json;
using ProjectGraph.Data.Query;
using ProjectGraph.GraphQL.Execution;

namespace ProjectGraph.Server.GraphQLApi.Writing;

/// <summary>Writes a page of rows as a connection.</summary>
internal sealed class ConnectionWriter(SelectedField field, IReadOnlyList<ConnectionPart> parts)
{
    private readonly ConnectionPart[] _parts = [.. parts];
    private readonly bool _hasCursors = parts.Any(part => part.Value.NeedsRows && part.Value is not NodesValue);

    public void Write(RowWriter to, ResultLevel level, NestedRows page)
    {
        // Only cursors need the seal, and it costs a hash.
        if (_hasCursors)
            to.Seal = to.Arguments.Of(field).Seal;
        var seal = to.Seal;
        to.Json.WriteStartObject();
        foreach (ref readonly var part in _parts.AsSpan())
        {
            // A connection inside a row has its own seal.
            to.Seal = seal;
            to.Json.WritePropertyName(part.Name);
            part.Value.Write(to, level, page);
        }
        to.Json.WriteEndObject();
    }
}

/// <summary>Writes a connection inside a row.</summary>
internal sealed class NestedConnectionWriter(int nested, int parent, ConnectionWriter connection) : ValueWriter
{
    public override void Write(RowWriter to, ResultLevel level, int row)
    {
        var outer = to.Seal;
        var below = level.Nested[nested];
        connection.Write(to, below.Level, level.Rows.IsNull(row, parent) ? default : below.GetRows(level.Rows.Long(row, parent)));
        to.Seal = outer;
    }
}

internal readonly record struct ConnectionPart(JsonEncodedText Name, ConnectionValue Value);

/// <summary>A field of a connection.</summary>
internal abstract class ConnectionValue
{
    public virtual bool NeedsRows => false;
    public virtual bool NeedsTotal => false;

    public abstract void Write(RowWriter to, ResultLevel level, NestedRows page);
}

internal sealed class NodesValue(ObjectWriter node) : ConnectionValue
{
    public override bool NeedsRows => true;

    public override void Write(RowWriter to, ResultLevel level, NestedRows page)
    {
        to.Json.WriteStartArray();
        for (var i = 0; i < page.Count; i++)
            node.Write(to, level, page.Start + i);
        to.Json.WriteEndArray();
    }
}

internal sealed class EdgesValue(FieldWriter[] fields) : ConnectionValue
{
    private readonly ObjectWriter _edge = new(fields);

    public override bool NeedsRows => true;

    public override void Write(RowWriter to, ResultLevel level, NestedRows page)
    {
        to.Json.WriteStartArray();
        for (var i = 0; i < page.Count; i++)
            _edge.Write(to, level, page.Start + i);
        to.Json.WriteEndArray();
    }
}

internal sealed class TotalCountValue : ConnectionValue
{
    public override bool NeedsTotal => true;

    public override void Write(RowWriter to, ResultLevel level, NestedRows page) => to.Json.WriteNumberValue(page.Total);
}

internal sealed class ConnectionTypeName(string name) : ConnectionValue
{
    private readonly JsonEncodedText _name = JsonEncodedText.Encode(name);

    public override void Write(RowWriter to, ResultLevel level, NestedRows page) => to.Json.WriteStringValue(_name);
}

internal enum PageInfoField
{
    HasNextPage,
    HasPreviousPage,
    StartCursor,
    EndCursor,
    TypeName,
}

internal readonly record struct PageInfoPart(JsonEncodedText Name, PageInfoField Field);

internal sealed class PageInfoValue(IReadOnlyList<PageInfoPart> parts, CursorWriter cursor) : ConnectionValue
{
    public override bool NeedsRows => true;

    public override void Write(RowWriter to, ResultLevel level, NestedRows page)
    {
        to.Json.WriteStartObject();
        foreach (var part in parts)
        {
            to.Json.WritePropertyName(part.Name);
            switch (part.Field)
            {
                case PageInfoField.HasNextPage:
                    to.Json.WriteBooleanValue(page.HasNext);
                    break;
                case PageInfoField.HasPreviousPage:
                    to.Json.WriteBooleanValue(page.HasPrevious);
                    break;
                case PageInfoField.TypeName:
                    to.Json.WriteStringValue("PageInfo"u8);
                    break;
                case var _ when page.Count == 0:
                    to.Json.WriteNullValue();
                    break;
                case PageInfoField.StartCursor:
                    cursor.Write(to, level, page.Start);
                    break;
                default:
                    cursor.Write(to, level, page.Start + page.Count - 1);
                    break;
            }
        }
        to.Json.WriteEndObject();
    }
}

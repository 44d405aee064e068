using System.Text.Json;
using ProjectGraph.Data.Query;
using ProjectGraph.GraphQL;
using ProjectGraph.Server.GraphQLApi.Planning;

namespace ProjectGraph.Server.GraphQLApi.Writing;

/// <summary>A root field's rows, read and ready to be written.</summary>
internal abstract class PlannedValue(QueryResult result, RequestArguments arguments) : ISelfWritingValue
{
    protected QueryResult Result => result;

    public void Write(Utf8JsonWriter writer)
    {
        using (result)
            Write(new RowWriter(writer, arguments.Variables, arguments));
    }

    protected abstract void Write(RowWriter to);
}

internal sealed class PlannedConnection(QueryResult result, RequestArguments arguments, ConnectionWriter writer)
    : PlannedValue(result, arguments)
{
    protected override void Write(RowWriter to) =>
        writer.Write(to, Result.Root, new(0, Result.Root.Rows.Count, Result.HasNext, Result.HasPrevious, Result.Total ?? 0));
}

/// <summary>The first row as an object.</summary>
internal sealed class PlannedRow(QueryResult result, RequestArguments arguments, ObjectWriter writer) : PlannedValue(result, arguments)
{
    protected override void Write(RowWriter to) => writer.Write(to, Result.Root, 0);
}

/// <summary>Rows in the order of the requested ids. Null for an id that was not found.</summary>
internal sealed class PlannedRows(QueryResult result, RequestArguments arguments, ObjectWriter writer, IReadOnlyList<int?> rows)
    : PlannedValue(result, arguments)
{
    protected override void Write(RowWriter to)
    {
        to.Json.WriteStartArray();
        foreach (var row in rows)
        {
            if (row is { } known)
                writer.Write(to, Result.Root, known);
            else
                to.Json.WriteNullValue();
        }
        to.Json.WriteEndArray();
    }
}

/// <summary>Groups, each an object.</summary>
internal sealed class PlannedGroups(QueryResult result, RequestArguments arguments, ObjectWriter writer) : PlannedValue(result, arguments)
{
    protected override void Write(RowWriter to)
    {
        to.Json.WriteStartArray();
        for (var row = 0; row < Result.Root.Rows.Count; row++)
            writer.Write(to, Result.Root, row);
        to.Json.WriteEndArray();
    }
}

/// <summary>Rows of several entities, each with its entity's writer. Null for an id that was not found.</summary>
internal sealed class PlannedNodes(IReadOnlyList<PlannedNode?> nodes) : ISelfWritingValue
{
    public void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartArray();
        foreach (var node in nodes)
        {
            if (node is null)
                writer.WriteNullValue();
            else
                node.Writer.Write(new(writer, node.Arguments.Variables, node.Arguments), node.Result.Root, node.Row);
        }
        writer.WriteEndArray();
        foreach (var result in nodes.OfType<PlannedNode>().Select(node => node.Result).Distinct())
            result.Dispose();
    }
}

internal sealed record PlannedNode(QueryResult Result, RequestArguments Arguments, ObjectWriter Writer, int Row);

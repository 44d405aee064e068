using System.Text.Json;
using ProjectGraph.Data.Query;
using ProjectGraph.GraphQL;
using ProjectGraph.Server.GraphQLApi.Writing;

namespace ProjectGraph.Server.GraphQLApi.Planning;

/// <summary>Rows of one query that are shared by several results, one row each.</summary>
internal sealed class BatchedRows(QueryResult result, RequestArguments arguments, ObjectWriter writer) : IDisposable
{
    private readonly Dictionary<long, int> _rows = Enumerable
        .Range(0, result.Root.Rows.Count)
        .ToDictionary(row => result.Root.Rows.Long(row, 0));

    /// <summary>Gets the row with this key, ready to be written, or null.</summary>
    public object? GetRow(long key) => _rows.TryGetValue(key, out var row) ? new Row(this, row) : null;

    public void Dispose() => result.Dispose();

    private sealed class Row(BatchedRows batch, int row) : ISelfWritingValue
    {
        public void Write(Utf8JsonWriter writer) => batch.Write(writer, row);
    }

    private void Write(Utf8JsonWriter json, int row) => writer.Write(new(json, arguments.Variables, arguments), result.Root, row);
}

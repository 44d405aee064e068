using ProjectGraph.Data.Query;
using ProjectGraph.Server.GraphQLApi.Planning;

namespace ProjectGraph.Server.GraphQLApi.Writing;

internal sealed class CursorWriter(IReadOnlyList<CursorColumn> columns) : ValueWriter
{
    public override void Write(RowWriter to, ResultLevel level, int row) => Cursor.Write(to.Json, to.Seal, level.Rows, row, columns);
}

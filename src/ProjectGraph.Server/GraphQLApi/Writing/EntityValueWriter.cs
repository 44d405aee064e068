using ProjectGraph.Data.Query;
using ProjectGraph.GraphQL.Execution;
using ProjectGraph.Server.GraphQLApi.Planning;
using ProjectGraph.Server.GraphQLApi.Schema;

namespace ProjectGraph.Server.GraphQLApi.Writing;

/// <summary>Writes a value that is computed from an entire entity and the request's prepared values.</summary>
internal sealed class EntityValueWriter(WholeSource source, EntityLoader whole, SelectedField field) : ValueWriter
{
    public override void Write(RowWriter to, ResultLevel level, int row) =>
        MemoryWriter.Write(to.Json, field, to.Variables, source.Make(whole.Read(level, row), to.Arguments.GetPrepared(field)));
}

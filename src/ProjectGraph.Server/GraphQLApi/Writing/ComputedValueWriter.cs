using ProjectGraph.Data.Query;
using ProjectGraph.GraphQL.Execution;
using ProjectGraph.GraphQL.Types;
using ProjectGraph.Server.GraphQLApi.Schema;

namespace ProjectGraph.Server.GraphQLApi.Writing;

/// <summary>Writes a value that is computed from a row's columns.</summary>
internal sealed class ComputedValueWriter(ComputedSource source, IReadOnlyList<int> ordinals, SelectedField field) : ValueWriter
{
    public override void Write(RowWriter to, ResultLevel level, int row) =>
        source.Write(to.Json, level.Rows, row, ordinals, new(field, to.Variables));
}

/// <summary>The request values of a computed field.</summary>
internal readonly record struct ComputedField(SelectedField Field, VariableValues Variables)
{
    public ArgumentValues Arguments => Field.CoerceArguments(Variables);
}

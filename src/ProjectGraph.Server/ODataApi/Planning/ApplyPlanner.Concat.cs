using ProjectGraph.Data.Model;
using ProjectGraph.Data.Query;
using ProjectGraph.Server.ODataApi.Syntax;

namespace ProjectGraph.Server.ODataApi.Planning;

internal sealed partial class ApplyPlanner
{
    private const int MostParts = 50;

    /// <summary>
    /// Plans <c>concat</c>: the rows of each sequence, in the order of the sequences. A row has only the properties of its sequence.
    /// </summary>
    private ApplyStage Concatenated(ApplyStage stage, IReadOnlyList<Expression> partition, Transformation.Concat concat)
    {
        var sequences = Flat(concat).ToArray();
        if (sequences.Length > MostParts) throw new ApiException(ErrorCodes.TooComplex, $"concat has more than {MostParts} parts. Send fewer parts in one request.", "$apply");
        // Each part has its own computed names.
        var parts = sequences.Select(sequence => Derived(Run(sequence, stage with { Scope = stage.Scope with { Names = stage.Scope.Names.Copy() } }, partition, hasFollowers: true))).ToArray();
        var columns = parts.SelectMany(part => part.Columns!).GroupBy(column => column.Name).Select((same, i) => Unified([.. same], i + 2)).ToArray();
        var tables = parts.Select((part, i) => Part(part, i, columns)).ToArray();
        var joined = ApplyStage.Of(stage.Scope, columns);
        return joined with
        {
            Table = new UnionTable(tables),
            Branches = [.. parts.Select(part => GroupShapes.Of([.. columns.Where(column => part.Columns!.Any(own => own.Name == column.Name))]))],
            Order = [new(new ColumnScalar(0, FieldKind.Long)), new(new ColumnScalar(1, FieldKind.Long))],
        };
    }

    private static IEnumerable<IReadOnlyList<Transformation>> Flat(Transformation.Concat concat) =>
        concat.Sequences.SelectMany(sequence => sequence is [Transformation.Concat inner] ? Flat(inner) : [sequence]);

    private static GroupColumn Unified(GroupColumn[] same, int ordinal)
    {
        var first = same[0].Scalar;
        if (same.Any(column => column.Scalar.Kind != first.Kind || column.Scalar.Enum != first.Enum))
            throw new ApiException(ErrorCodes.ODataInvalid, $"'{same[0].Name}' has values of different types in the parts of concat. Give each type its own name.", "$apply");
        return same[0] with { Scalar = new ColumnScalar(ordinal, first.Kind, first.Enum, same.Any(column => column.Scalar is ColumnScalar { IsReal: true })) };
    }

    private SelectTable Part(ApplyStage part, int number, GroupColumn[] columns) => Select(part,
    [
        values.Slot((long)number, FieldKind.Long),
        new WindowScalar(null, [], Ordered(part, part.Order)),
        .. columns.Select(column => part.Columns!.FirstOrDefault(own => own.Name == column.Name)?.Scalar ?? new NullScalar(column.Scalar.Kind)),
    ]);
}

using ProjectGraph.Data.Model;
using ProjectGraph.Data.Query;
using ProjectGraph.Server.ODataApi.Syntax;

namespace ProjectGraph.Server.ODataApi.Planning;

internal sealed partial class ApplyPlanner
{
    private const int MaxConcatParts = 50;

    /// <summary>
    /// Plans <c>concat</c>: the rows of each sequence, in the order of the sequences. A row has only the properties of its sequence.
    /// </summary>
    private ApplyStage PlanConcat(ApplyStage stage, IReadOnlyList<Expression> partition, Transformation.Concat concat)
    {
        var sequences = FlattenSequences(concat).ToArray();
        if (sequences.Length > MaxConcatParts)
            throw new ApiException(
                ErrorCodes.QueryTooComplex,
                $"concat has more than {MaxConcatParts} parts. Send fewer parts in one request.",
                "$apply"
            );
        // Each part has its own computed names.
        var parts = sequences
            .Select(sequence =>
                ToDerivedTable(
                    Run(
                        sequence,
                        stage with
                        {
                            Scope = stage.Scope with { Names = stage.Scope.Names.Copy() },
                        },
                        partition,
                        hasFollowers: true
                    )
                )
            )
            .ToArray();
        var columns = parts
            .SelectMany(part => part.Columns!)
            .GroupBy(column => column.Name)
            .Select((same, i) => UnifyColumn([.. same], i + 2))
            .ToArray();
        var tables = parts.Select((part, i) => SelectPart(part, i, columns)).ToArray();
        var joined = ApplyStage.Create(stage.Scope, columns);
        return joined with
        {
            Table = new UnionTable(tables),
            Branches =
            [
                .. parts.Select(part =>
                    GroupShapes.Create([.. columns.Where(column => part.Columns!.Any(own => own.Name == column.Name))])
                ),
            ],
            Order = [new(new ColumnScalar(0, FieldKind.Long)), new(new ColumnScalar(1, FieldKind.Long))],
        };
    }

    private static IEnumerable<IReadOnlyList<Transformation>> FlattenSequences(Transformation.Concat concat) =>
        concat.Sequences.SelectMany(sequence => sequence is [Transformation.Concat inner] ? FlattenSequences(inner) : [sequence]);

    private static GroupColumn UnifyColumn(GroupColumn[] same, int ordinal)
    {
        var first = same[0].Scalar;
        if (same.Any(column => column.Scalar.Kind != first.Kind || column.Scalar.Enum != first.Enum))
            throw new ApiException(
                ErrorCodes.ODataValidationFailed,
                $"'{same[0].Name}' has values of different types in the parts of concat. Give each type its own name.",
                "$apply"
            );
        return same[0] with
        {
            Scalar = new ColumnScalar(ordinal, first.Kind, first.Enum, same.Any(column => column.Scalar is ColumnScalar { IsReal: true })),
        };
    }

    private SelectTable SelectPart(ApplyStage part, int number, GroupColumn[] columns) =>
        CreateTable(
            part,
            [
                values.AddSlot((long)number, FieldKind.Long),
                new WindowScalar(null, [], WithTotalOrder(part, part.Order)),
                .. columns.Select(column =>
                    part.Columns!.FirstOrDefault(own => own.Name == column.Name)?.Scalar ?? new NullScalar(column.Scalar.Kind)
                ),
            ]
        );
}

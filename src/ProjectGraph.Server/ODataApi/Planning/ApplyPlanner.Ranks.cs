using ProjectGraph.Data.Model;
using ProjectGraph.Data.Query;
using ProjectGraph.Server.ODataApi.Syntax;

namespace ProjectGraph.Server.ODataApi.Planning;

// A window numbers or sums the rows of each group. Rows after the limit are left out.
internal sealed partial class ApplyPlanner
{
    /// <summary>Plans <c>skip</c> and <c>top</c>, in the current order.</summary>
    private ApplyStage LimitRows(ApplyStage stage, IReadOnlyList<Expression> partition, int? skip, int? take)
    {
        var number = new WindowScalar(null, ResolvePartition(stage, partition), WithTotalOrder(stage, stage.Order));
        return KeepRows(stage, [number], columns =>
            Filters.Combine([
                .. skip is { } least ? [Compare(columns[0], Comparison.Greater, least)] : Array.Empty<Filter>(),
                .. take is { } most ? [Compare(columns[0], Comparison.LessOrEqual, most)] : Array.Empty<Filter>(),
            ])
        );
    }

    /// <summary>
    /// Plans <c>topcount</c> and the similar transformations: the rows with the largest or smallest values, up to the limit.
    /// </summary>
    private ApplyStage PlanRank(ApplyStage stage, IReadOnlyList<Expression> partition, Transformation.Rank rank)
    {
        var by = _expressions.PlanScalar(rank.By, stage.Scope);
        var (keys, order) = (ResolvePartition(stage, partition), WithTotalOrder(stage, [new(by, rank.IsTop)]));
        if (rank.Method == RankMethod.Count)
        {
            var count = AddLimitSlot(rank.Limit);
            return KeepRows(stage, [new WindowScalar(null, keys, order)], columns => Compare(columns[0], Comparison.LessOrEqual, count));
        }
        if (!FieldKinds.IsNumber(by.Kind))
            throw new ApiException(
                ErrorCodes.ODataValidationFailed,
                "The values of a ranking by sum or percentage are not numbers. Rank by a number, or use topcount or bottomcount.",
                "$apply"
            );
        var limit = _expressions.PlanScalar(rank.Limit, stage.Scope);
        if (limit is not SlotScalar || !FieldKinds.IsNumber(limit.Kind))
            throw new ApiException(
                ErrorCodes.ODataValidationFailed,
                "The limit of a ranking by sum or percentage is not a number. Give a number.",
                "$apply"
            );
        var running = new WindowScalar(by, keys, order);
        // A row is kept while the rows before it have not reached the limit.
        if (rank.Method == RankMethod.Sum)
            return KeepRows(stage, [running, by], columns => new CompareFilter(
                new CallScalar(ScalarFunction.Subtract, columns, by.Kind),
                Comparison.Less,
                limit
            ));
        return KeepRows(stage, [running, by, new WindowScalar(by, keys, [])], columns => new CompareFilter(
            new CallScalar(
                ScalarFunction.Multiply,
                [
                    ToReal(new CallScalar(ScalarFunction.Subtract, columns.Take(2).ToArray(), by.Kind)),
                    values.AddSlot(100d, FieldKind.Double),
                ],
                FieldKind.Double
            ),
            Comparison.Less,
            new CallScalar(ScalarFunction.Multiply, [ToReal(columns[2]), limit], FieldKind.Double)
        ));
    }

    /// <summary>Keeps the rows whose additional computed columns meet a condition.</summary>
    private static ApplyStage KeepRows(ApplyStage stage, IReadOnlyList<Scalar> added, Func<IReadOnlyList<Scalar>, Filter> condition)
    {
        if (stage.Columns is null)
        {
            var key = new FieldScalar(stage.Scope.Entity.Key);
            var numbered = CreateTable(stage, [key, .. added]);
            var kept = new SelectTable
            {
                Source = stage.Scope.Entity,
                From = numbered,
                Filter = condition([.. added.Select((each, i) => CreateColumn(i + 1, each))]),
                Columns = [CreateColumn(0, key)],
            };
            return stage with { Filter = new InTableFilter(key, kept) };
        }
        var columns = GetColumns(stage);
        return stage with
        {
            Table = CreateTable(stage, [.. columns, .. added]),
            Filter = condition([.. added.Select((each, i) => CreateColumn(columns.Count + i, each))]),
        };
    }

    private Scalar[] ResolvePartition(ApplyStage stage, IReadOnlyList<Expression> partition) =>
        [
            .. partition.Select(key =>
                ResolveKey(key, stage) is { IsMany: false } column
                    ? column.Scalar
                    : throw UnsupportedFeature.CreateError(
                        "The first or last rows of groups by a collection",
                        "Group by a property of the entity itself.",
                        "$apply"
                    )
            ),
        ];

    // A total order, so that each run keeps the same rows.
    private static Ordering[] WithTotalOrder(ApplyStage stage, IReadOnlyList<Ordering> order) =>
        stage.Columns is null
            ? [.. order, new(new FieldScalar(stage.Scope.Entity.Key))]
            :
            [
                .. order,
                .. stage
                    .Order.Concat(stage.Columns.Select(column => new Ordering(column.Scalar)))
                    .Where(each => order.All(known => known.By != each.By)),
            ];

    private static CompareFilter Compare(Scalar column, Comparison comparison, int slot) =>
        new(column, comparison, new SlotScalar(slot, FieldKind.Long));

    private static CallScalar ToReal(Scalar scalar) => new(ScalarFunction.ToDouble, [scalar], FieldKind.Double);
}

using ProjectGraph.Data.Model;
using ProjectGraph.Data.Query;
using ProjectGraph.Server.ODataApi.Syntax;

namespace ProjectGraph.Server.ODataApi.Planning;

// Rows are numbered or summed up by a window, group by group, and those behind the limit are left out.
internal sealed partial class ApplyPlanner
{
    /// <summary><c>skip</c> and <c>top</c>, in the order so far.</summary>
    private ApplyStage Cut(ApplyStage stage, IReadOnlyList<Expression> partition, int? skip, int? take)
    {
        var number = new WindowScalar(null, Partition(stage, partition), Ordered(stage, stage.Order));
        return Left(stage, [number], columns => Filters.All(
            [.. skip is { } least ? [Compare(columns[0], Comparison.Greater, least)] : Array.Empty<Filter>(), .. take is { } most ? [Compare(columns[0], Comparison.LessOrEqual, most)] : Array.Empty<Filter>()]));
    }

    /// <summary><c>topcount</c> and its kin: the extreme rows by a value, as many as the limit asks for.</summary>
    private ApplyStage Ranked(ApplyStage stage, IReadOnlyList<Expression> partition, Transformation.Rank rank)
    {
        var by = _expressions.Scalar(rank.By, stage.Scope);
        var (keys, order) = (Partition(stage, partition), Ordered(stage, [new(by, rank.IsTop)]));
        if (rank.Method == RankMethod.Count)
        {
            var count = Limit(rank.Limit);
            return Left(stage, [new WindowScalar(null, keys, order)], columns => Compare(columns[0], Comparison.LessOrEqual, count));
        }
        if (!Numbers.IsNumber(by.Kind)) throw new ApiException(ErrorCodes.ODataInvalid, "Only numbers can be summed up.", "$apply");
        var limit = _expressions.Scalar(rank.Limit, stage.Scope);
        if (limit is not SlotScalar || !Numbers.IsNumber(limit.Kind)) throw new ApiException(ErrorCodes.ODataInvalid, "A sum or a percentage is a number.", "$apply");
        var running = new WindowScalar(by, keys, order);
        // The rows before this one do not reach the limit yet.
        if (rank.Method == RankMethod.Sum)
            return Left(stage, [running, by], columns => new CompareFilter(new CallScalar(ScalarFunction.Subtract, columns, by.Kind), Comparison.Less, limit));
        return Left(stage, [running, by, new WindowScalar(by, keys, [])], columns => new CompareFilter(
            new CallScalar(ScalarFunction.Multiply, [Real(new CallScalar(ScalarFunction.Subtract, columns.Take(2).ToArray(), by.Kind)), values.Slot(100d, FieldKind.Double)], FieldKind.Double),
            Comparison.Less,
            new CallScalar(ScalarFunction.Multiply, [Real(columns[2]), limit], FieldKind.Double)));
    }

    /// <summary>The rows whose further columns, computed beside the others, meet a condition.</summary>
    private static ApplyStage Left(ApplyStage stage, IReadOnlyList<Scalar> further, Func<IReadOnlyList<Scalar>, Filter> condition)
    {
        if (stage.Columns is null)
        {
            var key = new FieldScalar(stage.Scope.Entity.Key);
            var numbered = Select(stage, [key, .. further]);
            var left = new SelectTable { Source = stage.Scope.Entity, From = numbered, Filter = condition([.. further.Select((each, i) => Column(i + 1, each))]), Columns = [Column(0, key)] };
            return stage with { Filter = new InTableFilter(key, left) };
        }
        var columns = ColumnsOf(stage);
        return stage with { Table = Select(stage, [.. columns, .. further]), Filter = condition([.. further.Select((each, i) => Column(columns.Count + i, each))]) };
    }

    private Scalar[] Partition(ApplyStage stage, IReadOnlyList<Expression> partition) => [.. partition.Select(key => Key(key, stage) is { IsMany: false } column ? column.Scalar : throw Unoffered.Refusal("The first or last rows of groups by a collection", "Group by a property of the entity itself.", "$apply"))];

    // Total, so that the same rows are left each time.
    private static Ordering[] Ordered(ApplyStage stage, IReadOnlyList<Ordering> order) => stage.Columns is null
        ? [.. order, new(new FieldScalar(stage.Scope.Entity.Key))]
        : [.. order, .. stage.Order.Concat(stage.Columns.Select(column => new Ordering(column.Scalar))).Where(each => order.All(known => known.By != each.By))];

    private static CompareFilter Compare(Scalar column, Comparison comparison, int slot) => new(column, comparison, new SlotScalar(slot, FieldKind.Long));

    private static CallScalar Real(Scalar scalar) => new(ScalarFunction.ToDouble, [scalar], FieldKind.Double);
}

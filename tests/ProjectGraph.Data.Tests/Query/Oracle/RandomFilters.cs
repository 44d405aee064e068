using ProjectGraph.Data.Model;
using ProjectGraph.Data.Query;

namespace ProjectGraph.Data.Tests.Query.Oracle;

/// <summary>Creates random filters of all kinds.</summary>
internal sealed class RandomFilters(Random random, RandomScalars scalars)
{
    public Filter Any(IReadOnlyList<EntityModel> sources, int depth = 3) =>
        random.Next(depth > 0 ? 14 : 8) switch
        {
            0 or 1 or 2 => Compare(sources),
            3 => In(sources),
            4 => new IsNullFilter(scalars.Any(sources)),
            5 or 6 => Text(sources),
            7 => Odd(sources),
            8 => new AndFilter(Several(sources, depth)),
            9 or 10 => new OrFilter(Several(sources, depth)),
            11 => new NotFilter(Any(sources, depth - 1)),
            _ => Quantified(sources, depth),
        };

    private Filter[] Several(IReadOnlyList<EntityModel> sources, int depth) =>
        [.. Enumerable.Range(0, random.Next(4)).Select(_ => Any(sources, depth - 1))];

    private CompareFilter Compare(IReadOnlyList<EntityModel> sources)
    {
        var left = scalars.Any(sources);
        var right = Opposite(left, sources);
        var comparison = scalars.Pick(Enum.GetValues<Comparison>());
        return random.Next(4) == 0 ? new(right, comparison, left) : new(left, comparison, right);
    }

    private Scalar Opposite(Scalar left, IReadOnlyList<EntityModel> sources)
    {
        if (random.Next(10) == 0)
            return new NullScalar(left.Kind);
        if (random.Next(4) == 0 && scalars.Any(sources) is var other && AreComparable(left.Kind, other.Kind))
            return other;
        var kind = left.Kind switch
        {
            var number when RandomScalars.IsNumber(number) => scalars.Pick([
                number,
                number,
                FieldKind.Long,
                FieldKind.Decimal,
                FieldKind.Double,
            ]),
            FieldKind.Date or FieldKind.Instant when random.Next(3) == 0 => scalars.Pick([FieldKind.Date, FieldKind.Instant]),
            var same => same,
        };
        return scalars.Constant(left, kind);
    }

    private static bool AreComparable(FieldKind left, FieldKind right) =>
        left == right
        || (RandomScalars.IsNumber(left) && RandomScalars.IsNumber(right))
        || (left is FieldKind.Date or FieldKind.Instant && right is FieldKind.Date or FieldKind.Instant);

    private InFilter In(IReadOnlyList<EntityModel> sources)
    {
        var value = scalars.Any(sources);
        var list = Enumerable.Range(0, random.Next(5)).Select(_ => scalars.Value(value, value.Kind)).ToList();
        return new(value, scalars.Slot(list), random.Next(3) == 0);
    }

    private Filter Text(IReadOnlyList<EntityModel> sources)
    {
        if (scalars.Field(sources[0], field => field.Kind == FieldKind.Text) is not { } text)
            return Filter.True;
        Scalar part =
            random.Next(6) == 0 && scalars.Field(sources[0], field => field.Kind == FieldKind.Text) is { } other
                ? other
                : scalars.Constant(text, FieldKind.Text);
        return new TextFilter(text, scalars.Pick(Enum.GetValues<TextMatch>()), part, random.Next(2) == 0);
    }

    private Filter Odd(IReadOnlyList<EntityModel> sources)
    {
        switch (random.Next(4))
        {
            case 0:
                return random.Next(2) == 0 ? Filter.True : Filter.False;
            case 1:
                return scalars.Field(sources[0], field => field.Kind == FieldKind.Boolean) is { } truth
                    ? new BooleanFilter(truth)
                    : Filter.False;
            case 2:
                return new CompareFilter(
                    new FilterScalar(Compare(sources)),
                    Comparison.NotEqual,
                    new SlotScalar(scalars.Slot(random.Next(2) == 0), FieldKind.Boolean)
                );
            default:
                var (path, end) = scalars.Path(sources[0]);
                var relations = end.Relations.Where(relation => !relation.IsMany).ToArray();
                return relations.Length == 0 ? Filter.True : new ExistsFilter(path, scalars.Pick(relations));
        }
    }

    private Filter Quantified(IReadOnlyList<EntityModel> sources, int depth)
    {
        var (path, end) = scalars.Path(sources[0]);
        var relations = end.Relations.Where(relation => relation.IsMany).ToArray();
        if (relations.Length == 0)
            return Compare(sources);
        var relation = scalars.Pick(relations);
        if (random.Next(6) == 0)
            return new QuantifiedFilter(path, relation, Quantifier.Any, null);
        var filter = Any([relation.Target, .. sources], depth - 1);
        return random.Next(4) == 0
            ? new CompareFilter(
                new CountScalar(path, relation, filter),
                Comparison.Greater,
                new SlotScalar(scalars.Slot((long)random.Next(3)), FieldKind.Long)
            )
            : new QuantifiedFilter(path, relation, scalars.Pick(Enum.GetValues<Quantifier>()), filter);
    }
}

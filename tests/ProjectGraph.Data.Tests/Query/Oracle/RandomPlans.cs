using CsCheck;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Query;
using ProjectGraph.Server.Tests;

namespace ProjectGraph.Data.Tests.Query.Oracle;

/// <summary>Creates random plans of every shape, each with its values.</summary>
internal sealed class RandomPlans
{
    private static readonly EntityModel[] Sources =
    [
        GraphModel.Instance.Projects,
        GraphModel.Instance.Projects,
        GraphModel.Instance.Projects,
        GraphModel.Instance.Companies,
        GraphModel.Instance.People,
        GraphModel.Instance.VendorAccounts,
        GraphModel.Instance.FindSet("ProjectTags")!,
        GraphModel.Instance.FindSet("ProjectMembers")!,
        GraphModel.Instance.FindSet("HeatpunkProjects")!,
    ];

    private readonly Random _random;
    private readonly StoredRows _world;
    private readonly RandomScalars _scalars;
    private readonly RandomFilters _filters;

    public RandomPlans(Random random, StoredRows world)
    {
        (_random, _world) = (random, world);
        _scalars = new(random, world);
        _filters = new(random, _scalars);
    }

    public IReadOnlyList<object?> Slots => _scalars.Slots;

    /// <summary>Generates random plans over a world as cases of a property test.</summary>
    public static Gen<PlanCase> Cases(StoredRows world) =>
        Property.From(random =>
        {
            var plans = new RandomPlans(random, world);
            var plan = plans.Any();
            return new PlanCase(plan, plans.Slots);
        });

    public QueryPlan Any()
    {
        var source = _scalars.Pick(Sources);
        return _random.Next(4) == 0 ? Groups(source) : Rows(source, depth: 2);
    }

    private QueryPlan Rows(EntityModel source, int depth)
    {
        var order = Order(source);
        var counts = _random.Next(3) == 0;
        var countsOnly = counts && _random.Next(6) == 0;
        return new()
        {
            Source = source,
            Filter = _random.Next(5) == 0 ? null : _filters.Any([source]),
            Order = order,
            Page = countsOnly ? Data.Query.Page.All : Page(source, order),
            CountsTotal = counts,
            Selection = countsOnly ? null : Selection(source, depth),
        };
    }

    private Selection Selection(EntityModel source, int depth)
    {
        var columns = Enumerable.Range(0, _random.Next(4)).Select(_ => _scalars.Any([source])).ToList();
        var relations = source.Relations.Where(relation => relation.IsMany).ToArray();
        if (depth == 0 || relations.Length == 0 || _random.Next(2) == 0)
            return new(columns, []);
        columns.Insert(0, new FieldScalar(source.Key));
        return new(columns, [.. Enumerable.Range(0, _random.Next(1, 3)).Select(_ => Nested(_scalars.Pick(relations), depth))]);
    }

    private NestedSelection Nested(RelationModel relation, int depth) => new(0, relation, Rows(relation.Target, depth - 1));

    private List<Ordering> Order(EntityModel source) =>
        [
            .. Enumerable
                .Range(0, _random.Next(4))
                .Select(_ => new Ordering(_scalars.Any([source], depth: 1), _random.Next(2) == 0))
                .Where(ordering => ordering.By is not FieldScalar { Path.Count: 0, Field.IsKey: true }),
        ];

    private Page Page(EntityModel source, List<Ordering> order) =>
        _random.Next(4) switch
        {
            0 => Data.Query.Page.All,
            1 => new OffsetPage(_random.Next(2) == 0 ? null : Small(), _random.Next(3) == 0 ? null : Small()),
            _ => new KeysetPage(Small(), _random.Next(2) == 0, Cursor(source, order), Cursor(source, order)),
        };

    private int Small() => _scalars.Slot((long)(_random.Next(5) == 0 ? 200 : _random.Next(6)));

    private CursorSlots? Cursor(EntityModel source, List<Ordering> order)
    {
        if (_random.Next(2) == 0 || _world.Rows(source).Count == 0)
            return null;
        var row = _scalars.Pick(_world.Rows(source));
        var evaluator = new Evaluator(_world, Slots);
        var values = order.Append(new(new FieldScalar(source.Key))).Select(each => evaluator.Value(each.By, new(row))).ToArray();
        return new([.. values.Select(value => value is null ? 0 : _scalars.Slot(value))], [.. values.Select(value => value is null)]);
    }

    private QueryPlan Groups(EntityModel source)
    {
        var keys = Enumerable
            .Range(0, _random.Next(3))
            .Select(_ => _scalars.Any([source], depth: 1))
            .Where(key => key.Kind != FieldKind.Double)
            .Distinct()
            .ToArray();
        var aggregates = Enumerable.Range(0, _random.Next(1, 5)).Select(_ => Aggregate(source)).ToArray();
        var count = new GroupScalar(keys.Length, FieldKind.Long);
        var order = _random.Next(2) == 0 ? new Ordering[] { new(count, _random.Next(2) == 0) } : [];
        var having =
            _random.Next(3) == 0
                ? new CompareFilter(count, Comparison.GreaterOrEqual, new SlotScalar(_scalars.Slot((long)_random.Next(4)), FieldKind.Long))
                : null;
        return new()
        {
            Source = source,
            Filter = _random.Next(2) == 0 ? null : _filters.Any([source]),
            Aggregation = new(keys, [new(AggregateMethod.Count, null), .. aggregates], having),
            Order = order,
            Page = _random.Next(2) == 0 ? Data.Query.Page.All : new OffsetPage(null, Small()),
            CountsTotal = _random.Next(3) == 0,
        };
    }

    // Sums of real numbers depend on the order of addition.
    private Aggregate Aggregate(EntityModel source)
    {
        var method = _scalars.Pick(Enum.GetValues<AggregateMethod>());
        Func<FieldModel, bool> sort = method is AggregateMethod.Sum or AggregateMethod.Average
            ? field => field.Kind is FieldKind.Int or FieldKind.Long or FieldKind.Decimal
            : _ => true;
        return _scalars.Field(source, sort) is { } of ? new(method, of) : new(AggregateMethod.Count, null);
    }
}

/// <param name="Values">The values by slot.</param>
internal sealed record PlanCase(QueryPlan Plan, IReadOnlyList<object?> Values)
{
    public override string ToString() =>
        $"{Plan}\nvalues {string.Join(", ", Values.Select((value, slot) => $"${slot} = {Oracle.Values.Written(value)}"))}\n";
}

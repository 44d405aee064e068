using ProjectGraph.Data.Model;
using ProjectGraph.Data.Query;
using ProjectGraph.GraphQL.Execution;
using ProjectGraph.GraphQL.Types;
using ProjectGraph.Server.GraphQLApi.Schema;
using ProjectGraph.Server.GraphQLApi.Writing;

namespace ProjectGraph.Server.GraphQLApi.Planning;

/// <summary>Plans and runs <c>projectAggregates</c>. Only the selected values are aggregated.</summary>
internal sealed class AggregatePlanner(GraphQLPlanner planner)
{
    public async ValueTask<object?> RunAsync(ResolverContext context, EntityModel entity)
    {
        var slots = new Slots();
        var arguments = new RequestArguments(context.Variables, slots);
        var filter = new FilterPlanner(slots).Plan(context.Arguments.GetOrDefault<InputObject>("where"), []);
        var search = ConnectionArguments.Search(context.Arguments) is { } text ? slots.Add(text) : (int?)null;
        GroupKey[] keys = [.. context.Arguments.GetOrDefault<IReadOnlyList<object?>>("groupBy")!.Cast<GroupKey>().Distinct()];
        var plan = new QueryPlan
        {
            Source = entity,
            Filter = filter,
            SearchSlot = search,
            Aggregation = new([.. keys.Select(key => key.By)], []),
        };
        var shape = GraphQLPlanner.GetShapes(context.Field, (ObjectType)context.Field.Selections!.Type);
        arguments.Add(plan.ToString());
        arguments.Read(shape.Dynamic);
        var isKnown = true;
        var compiled = (CompiledRow)shape.GetOrAdd(arguments.Shape, () =>
            {
                isKnown = false;
                return Compile(context.Field, plan, keys, arguments);
            });
        return new PlannedGroups(await GraphQLPlanner.RunAsync(context, compiled, slots, isKnown), arguments, compiled.Writer);
    }

    private CompiledRow Compile(SelectedField field, QueryPlan plan, GroupKey[] keys, RequestArguments arguments)
    {
        var aggregates = new List<Aggregate>();
        var writer = new ObjectWriter(Fields(field));
        // A single group of all rows exists even if nothing is selected from it.
        if (keys.Length + aggregates.Count == 0)
            aggregates.Add(new(AggregateMethod.Count, null));
        return new(planner.Prepare(plan with { Aggregation = plan.Aggregation! with { Aggregates = aggregates } }), writer);

        FieldWriter[] Fields(SelectedField parent) =>
            [
                .. from part in parent.Selections!.GetFields((ObjectType)parent.Selections.Type)
                where arguments.Includes(part)
                select new FieldWriter(part.EncodedName, Value(part)),
            ];

        ValueWriter Value(SelectedField part) =>
            part.Definition.Tag switch
            {
                GroupKey key when Array.IndexOf(keys, key) is >= 0 and var ordinal => ScalarWriters.Create(
                    key.By.Kind,
                    key.By.Enum,
                    ordinal
                ),
                GroupKey => new NullWriter(),
                Aggregate aggregate => Aggregated(aggregate),
                AggregateMethod => new ObjectWriter(Fields(part)),
                _ => new TypeNameWriter(part.ParentType.Name),
            };

        ValueWriter Aggregated(Aggregate aggregate)
        {
            var index = aggregates.IndexOf(aggregate);
            if (index < 0)
            {
                index = aggregates.Count;
                aggregates.Add(aggregate);
            }
            var ordinal = keys.Length + index;
            return aggregate.Method == AggregateMethod.Average
                ? new AverageWriter(ordinal)
                : ScalarWriters.Create(aggregate.Kind, aggregate.Argument?.Enum, ordinal);
        }
    }
}

using System.Collections.Concurrent;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Query;
using ProjectGraph.GraphQL.Execution;
using ProjectGraph.GraphQL.Types;
using ProjectGraph.Server.GraphQLApi.Explaining;
using ProjectGraph.Server.GraphQLApi.Writing;

namespace ProjectGraph.Server.GraphQLApi.Planning;

/// <summary>
/// Plans and runs a field of the graph with its entire selection. Each shape has one plan, compiled on first use and cached
/// with the document.
/// </summary>
internal sealed class GraphQLPlanner(QueryRunner runner)
{
    private long _plans;

    /// <summary>The number of plans compiled so far.</summary>
    public long CompiledPlanCount => Interlocked.Read(ref _plans);

    public async ValueTask<object?> ConnectionAsync(ResolverContext context, EntityModel entity)
    {
        var slots = new Slots();
        var arguments = new RequestArguments(context.Variables, slots);
        arguments.GetConnection(context.Field, entity);
        var shape = GetShapes(context.Field, (ObjectType)context.Field.Selections!.Type);
        arguments.Read(shape.Dynamic);
        var isKnown = true;
        var compiled = (CompiledConnection)shape.GetOrAdd(arguments.Shape, () =>
            {
                isKnown = false;
                var (plan, writer) = new SelectionPlanner(arguments).PlanConnection(context.Field);
                return new CompiledConnection(Prepare(plan), writer, context.Field);
            });
        await arguments.PrepareAsync(GetScope(context), context.CancellationToken);
        var result = await RunAsync(context, compiled, slots, isKnown);
        return new PlannedConnection(result, arguments, compiled.Writer);
    }

    /// <summary>Reads one row by its key. Returns null if it was not found.</summary>
    /// <param name="scope">The vendor accounts whose rows are read. Null for those of the request's caller.</param>
    public async ValueTask<object?> RowAsync(
        ResolverContext context,
        EntityModel entity,
        ObjectType type,
        long key,
        AccountScope? scope = null
    )
    {
        var slots = new Slots();
        slots.Add(key);
        var (result, arguments, writer) = await ByKeyAsync(context, entity, type, slots, many: false, scope);
        if (result.Root.Rows.Count > 0)
            return new PlannedRow(result, arguments, writer);
        result.Dispose();
        return null;
    }

    /// <summary>Reads the rows with these keys, in the same order.</summary>
    public async ValueTask<object?> RowsAsync(ResolverContext context, EntityModel entity, ObjectType type, IReadOnlyList<long> keys)
    {
        var slots = new Slots();
        slots.Add(keys.Cast<object>().ToArray());
        var (result, arguments, writer) = await ByKeyAsync(context, entity, type, slots, many: true);
        var byKey = Enumerable.Range(0, result.Root.Rows.Count).ToDictionary(row => result.Root.Rows.Long(row, 0), row => (int?)row);
        return new PlannedRows(result, arguments, writer, [.. keys.Select(key => byKey.GetValueOrDefault(key))]);
    }

    /// <summary>Reads the rows with these keys for several successive results. The caller disposes them after the last.</summary>
    public async ValueTask<BatchedRows> BatchAsync(ResolverContext context, EntityModel entity, ObjectType type, IReadOnlyList<long> keys)
    {
        var slots = new Slots();
        slots.Add(keys.Cast<object>().ToArray());
        var (result, arguments, writer) = await ByKeyAsync(context, entity, type, slots, many: true);
        return new(result, arguments, writer);
    }

    /// <summary>Creates the matcher of a filter, which finds the keys whose rows match.</summary>
    /// <param name="values">The filter's values by slot.</param>
    /// <param name="scope">The vendor accounts whose rows are read.</param>
    public RowMatcher CreateMatcher(EntityModel entity, Filter filter, Slots values, AccountScope scope)
    {
        var key = new FieldScalar(entity.Key);
        var keys = values.Add(Array.Empty<object>());
        var plan = new QueryPlan
        {
            Source = entity,
            Filter = new AndFilter([new InFilter(key, keys, OrNull: false), filter]),
            Selection = new([key], []),
        };
        return new(Prepare(plan), values.Values, keys, scope);
    }

    /// <summary>Reads rows of several entities in the order of their ids, with one statement per entity.</summary>
    public async ValueTask<object?> NodesAsync(
        ResolverContext context,
        IReadOnlyList<(EntityModel Entity, long Key)> ids,
        Func<EntityModel, ObjectType> typeOf
    )
    {
        var nodes = new PlannedNode?[ids.Count];
        foreach (var group in ids.Index().GroupBy(each => each.Item.Entity))
        {
            var slots = new Slots();
            slots.Add(group.Select(each => (object)each.Item.Key).Distinct().ToArray());
            var (result, arguments, writer) = await ByKeyAsync(context, group.Key, typeOf(group.Key), slots, many: true);
            var rows = Enumerable.Range(0, result.Root.Rows.Count).ToDictionary(row => result.Root.Rows.Long(row, 0));
            foreach (var (index, (_, key)) in group)
                if (rows.TryGetValue(key, out var row))
                    nodes[index] = new(result, arguments, writer, row);
        }
        return new PlannedNodes(nodes);
    }

    private async ValueTask<(QueryResult Result, RequestArguments Arguments, ObjectWriter Writer)> ByKeyAsync(
        ResolverContext context,
        EntityModel entity,
        ObjectType type,
        Slots slots,
        bool many,
        AccountScope? scope = null
    )
    {
        var arguments = new RequestArguments(context.Variables, slots);
        var shape = GetShapes(context.Field, type);
        // A document's field may return several types (node). Each type has its own shape.
        arguments.Add(type.Name);
        arguments.Read(shape.Dynamic);
        var isKnown = true;
        var compiled = (CompiledRow)shape.GetOrAdd(arguments.Shape, () =>
            {
                isKnown = false;
                var level = new LevelBuilder();
                var key = new FieldScalar(entity.Key);
                level.AddColumn(key);
                var writer = new SelectionPlanner(arguments).PlanObject(context.Field.Selections!, type, level, []);
                Filter filter = many
                    ? new InFilter(key, 0, OrNull: false)
                    : new CompareFilter(key, Comparison.Equal, new SlotScalar(0, FieldKind.Long));
                return new CompiledRow(
                    Prepare(
                        new()
                        {
                            Source = entity,
                            Filter = filter,
                            Selection = level.Selection,
                        }
                    ),
                    writer
                );
            });
        await arguments.PrepareAsync(GetScope(context), context.CancellationToken);
        return (await RunAsync(context, compiled, slots, isKnown, scope), arguments, compiled.Writer);
    }

    /// <summary>Runs a compiled plan and records it in the request's stages and explanation.</summary>
    /// <param name="isKnown">Whether the plan was compiled for an earlier request.</param>
    /// <param name="scope">The vendor accounts whose rows are read. Null for those of the request's caller.</param>
    internal static async ValueTask<QueryResult> RunAsync(
        ResolverContext context,
        CompiledPlan compiled,
        Slots slots,
        bool isKnown,
        AccountScope? scope = null
    )
    {
        var http = (HttpContext)context.State!;
        var stages = RequestStages.Get(http);
        stages.End(Stage.Plan);
        var explanation = http.Features.Get<Explanation>();
        var trace = explanation is null ? null : new QueryTrace();
        var memory = ResponseMemory.GetOrCreate(http);
        await memory.ReserveExpectedAsync(memory.Expected, context.CancellationToken);
        var result = await compiled.Query.RunAsync(slots.Values, scope ?? GetScope(context), context.CancellationToken, memory, trace);
        stages.End(Stage.Sql);
        explanation?.Add(new(context.Path, compiled.Query.Plan, slots, trace!, isKnown));
        return result;
    }

    /// <summary>Gets the vendor accounts that the request's caller may read.</summary>
    internal static AccountScope GetScope(ResolverContext context) => CallerAccess.Get((HttpContext)context.State!).Scope;

    internal PreparedQuery Prepare(QueryPlan plan)
    {
        Interlocked.Increment(ref _plans);
        return runner.Prepare(plan);
    }

    internal static CompiledShapes GetShapes(SelectedField field, ObjectType type) =>
        field.GetOrAdd(static _ => new ShapesByType()).Get(field, type);
}

/// <summary>A compiled plan of one shape.</summary>
internal abstract record CompiledPlan(PreparedQuery Query);

internal sealed record CompiledConnection(PreparedQuery Query, ConnectionWriter Writer, SelectedField Field) : CompiledPlan(Query);

internal sealed record CompiledRow(PreparedQuery Query, ObjectWriter Writer) : CompiledPlan(Query);

/// <summary>The shapes of one selected field that have been compiled so far.</summary>
internal sealed class CompiledShapes(IReadOnlyList<DynamicField> dynamic)
{
    // A filter in a variable can have many shapes. Shapes beyond this number are compiled again for each request.
    private const int MaxShapes = 256;
    private readonly ConcurrentDictionary<string, CompiledPlan> _compiled = new(StringComparer.Ordinal);

    public IReadOnlyList<DynamicField> Dynamic { get; } = dynamic;

    public CompiledPlan GetOrAdd(string shape, Func<CompiledPlan> compile)
    {
        if (_compiled.TryGetValue(shape, out var known))
            return known;
        if (_compiled.Count >= MaxShapes)
            _compiled.Clear();
        return _compiled.GetOrAdd(shape, compile());
    }
}

internal sealed class ShapesByType
{
    private readonly ConcurrentDictionary<ObjectType, CompiledShapes> _shapes = new();

    public CompiledShapes Get(SelectedField field, ObjectType type) =>
        _shapes.GetOrAdd(type, static (type, field) => new(DynamicField.Find(field.Selections!.GetFields(type))), field);
}

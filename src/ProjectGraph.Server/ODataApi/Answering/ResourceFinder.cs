using ProjectGraph.Data.Model;
using ProjectGraph.Data.Query;
using ProjectGraph.Server.ODataApi.Planning;
using ProjectGraph.Server.ODataApi.Reading;

namespace ProjectGraph.Server.ODataApi.Answering;

/// <summary>Walks a path's keys and navigations: each navigation is one look at the row that it starts from.</summary>
internal sealed class ResourceFinder(ODataModel model, QueryRuns runs, Limits limits)
{
    /// <summary>The rows that the path leads to; null where a navigation to one leads nowhere.</summary>
    /// <exception cref="ApiException">There is no row of a key on the way.</exception>
    public async ValueTask<PlanScope?> FindAsync(ODataPath.Resource path, HttpContext http)
    {
        var scope = new PlanScope(path.Set) { Joined = path.Joined };
        foreach (var step in path.Steps)
        {
            if (step is PathStep.Key key)
            {
                scope = Narrowed(scope, key.Value);
                continue;
            }
            if (step is PathStep.Filter filter)
            {
                scope = Narrowed(scope, values => Condition(filter, scope.Source, values));
                continue;
            }
            var relation = ((PathStep.Navigation)step).Relation;
            if (await ValueAsync(scope, relation.From, http) is not { } value) return null;
            scope = new(relation.Target, values => Related(relation, values.Slot(value, relation.From.Kind)), IsSingle: !relation.IsMany);
        }
        return scope;
    }

    /// <summary>The key of the one entity that a path leads to.</summary>
    public async Task<long> KeyAsync(ODataPath.Resource path, HttpContext http)
    {
        if (path is { Steps: [PathStep.Key key], Target: var set } && ReferenceEquals(set, path.Set)) return key.Value;
        var scope = await FindAsync(path, http) ?? throw NotFound(path.Target);
        return await ValueAsync(scope, scope.Source.Key, http) ?? throw NotFound(path.Target);
    }

    /// <summary>The entity whose relation a path ends in.</summary>
    public async Task<PlanScope> ParentAsync(ODataPath.Resource path, HttpContext http)
    {
        var end = path.Steps.Count - (path.Steps[^1] is PathStep.Key ? 2 : 1);
        return await FindAsync(path with { Steps = [.. path.Steps.Take(end)] }, http) ?? throw NotFound(path.Set);
    }

    /// <summary>The key of the entity whose relation a path ends in.</summary>
    public async Task<long> OwnerAsync(ODataPath.Resource path, RelationModel relation, HttpContext http) =>
        await ValueAsync(await ParentAsync(path, http), relation.Entity.Key, http) ?? throw NotFound(relation.Entity);

    public static ApiException NotFound(EntityModel entity) => new(ErrorCodes.NotFound, $"There is no such entity in {entity.Set}.", entity.Set);

    /// <summary>The entity of this key.</summary>
    public static PlanScope Of(EntityModel entity, long key) => Narrowed(new(entity), key);

    private static PlanScope Narrowed(PlanScope scope, long key) =>
        Narrowed(scope, values => new CompareFilter(new FieldScalar(scope.Source.Key), Comparison.Equal, values.Slot(key, FieldKind.Long))) with { IsSingle = true };

    private static PlanScope Narrowed(PlanScope scope, Func<PlanValues, Filter> condition) =>
        scope with { Within = values => Filters.All([.. scope.Within is { } within ? [within(values)] : Array.Empty<Filter>(), condition(values)]) };

    // Planned here and not beside the options: every later step of the path lies within its conditions.
    private Filter Condition(PathStep.Filter filter, EntityModel entity, PlanValues values) =>
        new ExpressionPlanner(values, new(model, filter.Aliases, limits)).Filter(filter.Condition, new RowScope(RowScope.Root, entity));

    /// <summary>A number of the one row of a scope.</summary>
    public async ValueTask<long?> ValueAsync(PlanScope scope, FieldModel field, HttpContext http)
    {
        var values = new PlanValues();
        var filter = scope.Within!(values);
        var plan = new QueryPlan { Source = scope.Source, Filter = filter, Selection = new([new FieldScalar(field)], []) };
        using var result = await runs.RunAsync(plan, values.ToArray(), http);
        if (result.Root.Rows.Count == 0) throw NotFound(scope.Source);
        return result.Root.Rows.IsNull(0, 0) ? null : result.Root.Rows.Long(0, 0);
    }

    private static Filter Related(RelationModel relation, SlotScalar value)
    {
        if (relation.Join is not { } join) return new CompareFilter(new FieldScalar(relation.To), Comparison.Equal, value);
        // Through the join table the way back is the relation of the other end that reads the same rows.
        var back = relation.Target.Relations.Single(other =>
            other.Join is { } same && same.SourceColumn == join.TargetColumn && same.TargetColumn == join.SourceColumn && same.Value == join.Value);
        return new QuantifiedFilter([], back, Quantifier.Any, new CompareFilter(new FieldScalar(relation.Entity.Key), Comparison.Equal, value));
    }
}

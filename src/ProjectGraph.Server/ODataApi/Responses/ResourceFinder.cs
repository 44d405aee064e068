using ProjectGraph.Data.Model;
using ProjectGraph.Data.Query;
using ProjectGraph.Server.ODataApi.Planning;
using ProjectGraph.Server.ODataApi.Reading;

namespace ProjectGraph.Server.ODataApi.Responses;

/// <summary>Resolves the keys and navigations of a path. Each navigation reads one row.</summary>
internal sealed class ResourceFinder(ODataModel model, ODataQueryRunner runs, Limits limits)
{
    /// <summary>Finds the rows of a path. Returns null if a to-one navigation has no target.</summary>
    /// <exception cref="ApiException">A key in the path has no row.</exception>
    public async ValueTask<PlanScope?> FindAsync(ODataPath.Resource path, HttpContext http)
    {
        var scope = new PlanScope(path.Set) { Joined = path.Joined };
        foreach (var step in path.Steps)
        {
            if (step is PathStep.Key key)
            {
                scope = Narrow(scope, key.Value);
                continue;
            }
            if (step is PathStep.Filter filter)
            {
                scope = Narrow(scope, values => PlanCondition(filter, scope.Source, values));
                continue;
            }
            var relation = ((PathStep.Navigation)step).Relation;
            if (await ReadValueAsync(scope, relation.From, http) is not { } value)
                return null;
            scope = new(
                relation.Target,
                values => CreateRelationFilter(relation, values.AddSlot(value, relation.From.Kind)),
                IsSingle: !relation.IsMany
            );
        }
        return scope;
    }

    /// <summary>Finds the key of the entity of a path.</summary>
    public async Task<long> FindKeyAsync(ODataPath.Resource path, HttpContext http)
    {
        if (path is { Steps: [PathStep.Key key], Target: var set } && ReferenceEquals(set, path.Set))
            return key.Value;
        var scope = await FindAsync(path, http) ?? throw NotFound(path.Target);
        return await ReadValueAsync(scope, scope.Source.Key, http) ?? throw NotFound(path.Target);
    }

    /// <summary>Finds the entity whose relation is the last segment of a path.</summary>
    public async Task<PlanScope> FindParentAsync(ODataPath.Resource path, HttpContext http)
    {
        var end = path.Steps.Count - (path.Steps[^1] is PathStep.Key ? 2 : 1);
        return await FindAsync(path with { Steps = [.. path.Steps.Take(end)] }, http) ?? throw NotFound(path.Set);
    }

    /// <summary>Finds the key of the entity whose relation is the last segment of a path.</summary>
    public async Task<long> FindOwnerKeyAsync(ODataPath.Resource path, RelationModel relation, HttpContext http) =>
        await ReadValueAsync(await FindParentAsync(path, http), relation.Entity.Key, http) ?? throw NotFound(relation.Entity);

    public static ApiException NotFound(EntityModel entity) =>
        new(ErrorCodes.NotFound, $"The entity was not found in {entity.Set}.", entity.Set);

    /// <summary>Creates the scope of one entity.</summary>
    public static PlanScope CreateScope(EntityModel entity, long key) => Narrow(new(entity), key);

    private static PlanScope Narrow(PlanScope scope, long key) =>
        Narrow(scope, values => new CompareFilter(
            new FieldScalar(scope.Source.Key),
            Comparison.Equal,
            values.AddSlot(key, FieldKind.Long)
        )) with
        {
            IsSingle = true,
        };

    private static PlanScope Narrow(PlanScope scope, Func<PlanValues, Filter> condition) =>
        scope with
        {
            CreateFilter = values =>
                Filters.Combine([.. scope.CreateFilter is { } within ? [within(values)] : Array.Empty<Filter>(), condition(values)]),
        };

    // Planned here, because the later steps of the path depend on the condition.
    private Filter PlanCondition(PathStep.Filter filter, EntityModel entity, PlanValues values) =>
        new ExpressionPlanner(values, new(model, filter.Aliases, limits)).PlanFilter(filter.Condition, new RowScope(RowScope.Root, entity));

    /// <summary>Reads a numeric field of the single row of a scope.</summary>
    public async ValueTask<long?> ReadValueAsync(PlanScope scope, FieldModel field, HttpContext http)
    {
        var values = new PlanValues();
        var filter = scope.CreateFilter!(values);
        var plan = new QueryPlan
        {
            Source = scope.Source,
            Filter = filter,
            Selection = new([new FieldScalar(field)], []),
        };
        using var result = await runs.RunAsync(plan, values.ToArray(), http);
        if (result.Root.Rows.Count == 0)
            throw NotFound(scope.Source);
        return result.Root.Rows.IsNull(0, 0) ? null : result.Root.Rows.Long(0, 0);
    }

    private static Filter CreateRelationFilter(RelationModel relation, SlotScalar value)
    {
        if (relation.Join is not { } join)
            return new CompareFilter(new FieldScalar(relation.To), Comparison.Equal, value);
        // The inverse relation reads the same rows of the join table from the other end.
        var back = relation.Target.Relations.Single(other =>
            other.Join is { } same
            && same.SourceColumn == join.TargetColumn
            && same.TargetColumn == join.SourceColumn
            && same.Value == join.Value
        );
        return new QuantifiedFilter(
            [],
            back,
            Quantifier.Any,
            new CompareFilter(new FieldScalar(relation.Entity.Key), Comparison.Equal, value)
        );
    }
}

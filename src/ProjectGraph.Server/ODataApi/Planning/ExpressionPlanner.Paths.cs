using ProjectGraph.Data.Model;
using ProjectGraph.Data.Query;
using ProjectGraph.Server.ODataApi.Syntax;

namespace ProjectGraph.Server.ODataApi.Planning;

internal sealed partial class ExpressionPlanner
{
    /// <summary>Resolves a path to its target (URL conventions, section 5.1.1.15).</summary>
    public PathTarget Resolve(Expression node, RowScope scope) =>
        node switch
        {
            MemberExpression { Source: null } member => ResolveFirst(member.Name, scope),
            MemberExpression { Source: MemberExpression { Source: null, Name: "$root" } } => throw UnsupportedFeature.CreateError(
                "A whole set after $root",
                "Name one entity, as in $root/Projects(1), or read the set in a separate request."
            ),
            MemberExpression member => ResolveNext(Resolve(member.Source!, scope), member.Name),
            KeyedExpression { Collection: { Source: MemberExpression { Source: null, Name: "$root" }, Name: var set }, Key: [var key] } =>
                ResolveRoot(set, key, scope),
            KeyedExpression keyed => throw Invalid(
                $"'{keyed.Collection.Name}' is not a function, and keys are supported only after $root. Use $root/Set(key)."
            ),
            FilteredExpression => throw Invalid("A path ends with $filter(…). Append /$count, another $filter(…) or any."),
            _ => throw UnsupportedFeature.CreateError(
                "A path that begins with a computed value",
                "Begin the path with a property or a navigation."
            ),
        };

    private Scalar ResolveValue(Expression node, RowScope scope) =>
        Resolve(node, scope) switch
        {
            PathTarget.Value value => value.Scalar,
            PathTarget.Row => throw Invalid("A navigation is not a value. Name one of its properties, or compare it with null."),
            _ => throw Invalid("A collection is not a value. Use any, all or $count."),
        };

    private static PathTarget ResolveFirst(string name, RowScope scope)
    {
        if (scope.Find(name) is var (found, levels))
            return CreateRow(found, levels);
        var (row, depth) = scope.GetImplicit();
        if (name == "$this")
            return CreateRow(row, depth);
        if (name == RowScope.Root)
            throw UnsupportedFeature.CreateError(
                "$it within $expand",
                "Filter by the properties of the expanded entities, or expand from their own set."
            );
        if (name == "$root")
            throw Invalid("$root has no set after it. Append a set with a key, as in $root/Projects(1).");
        if (row.Sources is { } sources)
            return ResolveSource(row, sources, name, depth);
        if (row.Names.Find(name) is { } named)
            return new PathTarget.Value(depth == 0 ? named : new OuterScalar(depth, named));
        return ResolveNext(CreateRow(row, depth), name);
    }

    private static PathTarget.Row CreateRow(RowScope scope, int levels) =>
        new(scope, scope.PathPrefix, scope.Entity, levels) { Source = scope.JoinedSource };

    private static PathTarget.Row ResolveSource(RowScope scope, IReadOnlyList<EntityModel> sources, string name, int levels)
    {
        var entity = sources.FirstOrDefault(source => source.Set == name)
            ?? throw Invalid($"The cross join has no set '{name}'. Begin the path with a set that $crossjoin names.");
        var index = sources.ToList().IndexOf(entity);
        return new(scope, [], entity, levels) { Source = index == 0 ? null : index - 1 };
    }

    private static PathTarget ResolveNext(PathTarget target, string name)
    {
        if (target is PathTarget.Many { Field: null } many)
        {
            return many.Relation.Target.FindField(name) is { } valued && ODataModel.IsExposed(valued)
                ? many with
                {
                    Field = valued,
                }
                : throw Invalid($"The collection {many.Relation.Name} has no property '{name}'. Use any, all or $count.");
        }
        if (target is not PathTarget.Row row)
            throw Invalid($"'{name}' follows a value, and values have no properties. Remove it from the path.");
        if (name == $"{ODataModel.Namespace}.{row.Entity.Name}")
            return row;
        if (row.Entity.FindField(name) is { } field && ODataModel.IsExposed(field))
        {
            var scalar = new FieldScalar(row.Relations, field);
            return new PathTarget.Value(row.ToInnermost(row.Lookup is null ? row.Scope.Names.GetGrouped(scalar) : scalar));
        }
        if (row.Entity.FindRelation(name) is not { } relation || !ODataModel.IsExposed(relation))
            throw Invalid($"{row.Entity.Name} has no property '{name}'. See $metadata for its properties.");
        return relation.IsMany
            ? new PathTarget.Many(row, relation)
            : row with
            {
                Relations = [.. row.Relations, relation],
                Entity = relation.Target,
            };
    }

    private PathTarget.Row ResolveRoot(string set, Expression key, RowScope scope)
    {
        var entity = context.Model.FindSet(set) ?? throw Invalid($"The set '{set}' was not found. See $metadata for the sets.");
        var value = ToTyped(PlanUntyped(key, scope));
        if (value.Kind is not (FieldKind.Int or FieldKind.Long))
            throw Invalid($"The key of {set} is not a whole number. Give a whole number, as in $root/{set}(1).");
        return new(scope, [], entity, 0) { Lookup = (entity, value) };
    }

    /// <summary>Plans the condition that a navigation's target exists; null if the expression is not a navigation.</summary>
    private Filter? PlanNavigationExists(Expression node, RowScope scope)
    {
        if (node is not MemberExpression || Resolve(node, scope) is not PathTarget.Row row)
            return null;
        if (row.Lookup is { } looked)
            return new NotFilter(
                new IsNullFilter(new LookupScalar(looked.Entity, looked.Key, new FieldScalar(row.Relations, row.Entity.Key)))
            );
        if (row.Relations.Count == row.Scope.PathPrefix.Count)
            return Data.Query.Filter.True;
        RequireUngrouped(row);
        var exists = new ExistsFilter([.. row.Relations.SkipLast(1)], row.Relations[^1]) { LevelsOut = row.Levels };
        return row.Source is { } source ? new CrossFilter(source, exists) : exists;
    }

    /// <summary>Resolves a to-many relation of a row that the plan reads.</summary>
    private PathTarget.Many ResolveCollection(Expression? node, RowScope scope)
    {
        if (node is null)
            throw UnsupportedFeature.CreateError(
                "$count without a collection in an expression",
                "Request $count=true or /$count, or count a navigation, as in Tags/$count."
            );
        if (Resolve(node, scope) is not PathTarget.Many many)
            throw Invalid("any, all and $count apply to collections only. Put them after a collection, as in Tags/any().");
        if (many.From.Lookup is not null)
            throw UnsupportedFeature.CreateError("A collection after $root", "Read the collection in a separate request.");
        if (many.From.Source is not null && many.From.Levels > 0)
            throw UnsupportedFeature.CreateError(
                "A collection of another set of the cross join within any or all",
                "Put the two conditions side by side, joined with and."
            );
        RequireUngrouped(many.From);
        return many;
    }

    /// <summary>Splits a filtered collection into the collection and the conditions on its rows.</summary>
    private static (Expression? Source, List<Expression> Conditions) SplitConditions(Expression? source)
    {
        var conditions = new List<Expression>();
        for (; source is FilteredExpression filtered; source = filtered.Source)
            conditions.Insert(0, filtered.Condition);
        return (source, conditions);
    }

    private static void RequireUngrouped(PathTarget.Row row)
    {
        if (row.Scope.Names.IsGrouped)
            throw Invalid("Groups have no navigations. Group by the related property, as in groupby((Company/Name)).");
    }

    private Scalar PlanCount(CountExpression node, RowScope scope)
    {
        var (source, conditions) = SplitConditions(node.Source);
        var many = ResolveCollection(source, scope);
        if (many.Field is not null)
            many = many with { Field = null };
        var target = many.Relation.Target;
        if (node.Filter is { } filter)
            conditions.Add(filter);
        var condition = Filters.CombineOrNull([
            .. conditions.Select(each => PlanFilter(each, GetInnerScope(many, scope).CreateCountScope(target))),
            node.Search is { } search ? PlanSearch(search, target) : null,
        ]);
        var count = new CountScalar(many.From.Relations, many.Relation, condition) { LevelsOut = many.From.Levels };
        return many.From.Source is { } crossed ? new CrossScalar(crossed, count) : count;
    }
}

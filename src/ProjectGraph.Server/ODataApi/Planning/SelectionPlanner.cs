using ProjectGraph.Data.Model;
using ProjectGraph.Data.Query;
using ProjectGraph.Server.ODataApi.Syntax;

namespace ProjectGraph.Server.ODataApi.Planning;

/// <summary>
/// Plans <c>$select</c> and <c>$expand</c> (URL conventions, sections 5.1.3 and 5.1.4) as columns, joins and nested plans.
/// </summary>
internal sealed class SelectionPlanner(
    PlanValues values,
    ExpressionContext context,
    SelectionNeeds needs,
    int mostNestedRows,
    int mostLevels
)
{
    private readonly ExpressionPlanner _expressions = new(values, context);
    private readonly ApplyPlanner _apply = new(values, context);

    /// <summary>Plans the columns of one entity, which is reached by to-one relations from the level's entity.</summary>
    /// <param name="depth">The number of outer expands.</param>
    public EntityShape Plan(Clauses clauses, RowScope scope, LevelColumns level, int depth = 0)
    {
        var expands = ExpandResolver.Resolve(clauses.Expand, scope.Entity);
        if (expands.Count > 0 && depth >= mostLevels)
            throw new ApiException(
                ErrorCodes.QueryTooComplex,
                $"$expand is nested more than {mostLevels} levels deep. Nest fewer levels.",
                "$expand"
            );
        return new()
        {
            Entity = scope.Entity,
            Properties = PlanProperties(clauses.Select, scope, level),
            ToOne = [.. expands.Where(each => !each.Relation.IsMany).Select(each => PlanToOne(each, scope, level, depth))],
            ToMany = [.. expands.Where(each => each.Relation.IsMany).Select(each => PlanToMany(each, scope, level, depth))],
            KeyColumn =
                needs.Keys || expands.Any(each => each.Item.End == ExpandEnd.Entities)
                    ? level.AddColumn(CreateField(scope, scope.Entity.Key))
                    : null,
            ETagColumn =
                ODataModel.HasETag(scope.Entity) && (SelectsAll(clauses.Select) ? needs.ETags : needs.ETagsWithSelect)
                    ? level.AddColumn(FromSource(scope, new VersionScalar(scope.PathPrefix, scope.Entity)))
                    : null,
        };
    }

    private static ShapeProperty[] PlanProperties(IReadOnlyList<SelectItem>? select, RowScope scope, LevelColumns level)
    {
        if (!SelectsAll(select))
            return
            [
                .. select!
                    .Select(item => PlanSelected(item.Path, scope, level))
                    .OfType<ShapeProperty>()
                    .DistinctBy(property => property.Name),
            ];
        foreach (var item in select ?? [])
            PlanSelected(item.Path, scope, new());
        var all = ODataModel.GetFields(scope.Entity).Select(field => PlanProperty(field, scope, level));
        return [.. all, .. scope.Names.All.Select(named => ShapeProperty.Create(named.Name, level.AddColumn(named.Scalar), named.Scalar))];
    }

    private static bool SelectsAll(IReadOnlyList<SelectItem>? select) => select is null || select.Any(item => item.Path == "*");

    // A selected navigation without an expand is a link, which clients can build themselves. Responses contain no operations.
    private static ShapeProperty? PlanSelected(string path, RowScope scope, LevelColumns level)
    {
        var type = $"{ODataModel.Namespace}.{scope.Entity.Name}/";
        var name = path.StartsWith(type, StringComparison.Ordinal) ? path[type.Length..] : path;
        if (scope.Names.Find(name) is { } named)
            return ShapeProperty.Create(name, level.AddColumn(named), named);
        if (scope.Entity.FindField(name) is { } field && ODataModel.IsExposed(field))
            return PlanProperty(field, scope, level);
        if (
            name == "*"
            || name.StartsWith(ODataModel.Namespace + ".", StringComparison.Ordinal)
            || (scope.Entity.FindRelation(name) is { } relation && ODataModel.IsExposed(relation))
        )
            return null;
        throw new ApiException(
            ErrorCodes.ODataValidationFailed,
            $"{scope.Entity.Name} has no property '{path}'. See $metadata for its properties.",
            "$select"
        );
    }

    private static ShapeProperty PlanProperty(FieldModel field, RowScope scope, LevelColumns level)
    {
        var scalar = CreateField(scope, field);
        return ShapeProperty.Create(field.Name, level.AddColumn(scalar), scalar);
    }

    private ToOneShape PlanToOne(ExpandedNavigation expanded, RowScope scope, LevelColumns level, int depth)
    {
        var (item, relation) = expanded;
        var options = item.Options;
        if (
            item.End == ExpandEnd.Count
            || options.Top is not null
            || options.Skip is not null
            || options.OrderBy.Count > 0
            || options.Count is not null
            || options.Search is not null
            || options.Apply.Count > 0
        )
            throw new ApiException(
                ErrorCodes.ODataValidationFailed,
                $"{relation.Name} leads to one entity. Remove $top, $skip, $orderby, $search, $apply and $count from its $expand.",
                "$expand"
            );
        var inner = AddComputed(
            options,
            new(null, relation.Target, Prefix: [.. scope.PathPrefix, relation]) { JoinedSource = scope.JoinedSource }
        );
        var shape = PlanShape(item, inner, level, depth);
        if (options.Filter is not { } filter)
            return new(relation.Name, shape, level.AddColumn(CreateField(inner, relation.Target.Key)));
        Filter exists = new ExistsFilter(scope.PathPrefix, relation);
        var marker = new FilterScalar(
            Filters.Combine(
                scope.JoinedSource is { } source ? new CrossFilter(source, exists) : exists,
                _expressions.PlanFilter(filter, inner)
            )
        );
        return new(relation.Name, shape, level.AddColumn(marker), IsCondition: true);
    }

    private ToManyShape PlanToMany(ExpandedNavigation expanded, RowScope scope, LevelColumns level, int depth)
    {
        var (item, relation) = expanded;
        var options = item.Options;
        var stage = _apply.PlanNested(options.Apply, new(new(null, relation.Target)));
        if (stage.Columns is not null)
            return PlanGroups(expanded, stage, scope, level);
        var inner = AddComputed(options, stage.Scope);
        var columns = new LevelColumns();
        var isCount = item.End == ExpandEnd.Count;
        var shape = isCount ? new() { Entity = relation.Target, Properties = [] } : PlanShape(item, inner, columns, depth);
        var (skip, take) = (options.Skip ?? 0, Math.Min(options.Top ?? mostNestedRows, mostNestedRows));
        var plan = new QueryPlan
        {
            Source = relation.Target,
            Filter = Filters.CombineOrNull(
                stage.Filter,
                options.Filter is { } filter ? _expressions.PlanFilter(filter, inner) : null,
                options.Search is { } search ? _expressions.PlanSearch(search, relation.Target) : null
            ),
            Order = CombineOrder(_expressions.PlanOrder(options.OrderBy, inner), stage),
            Page = isCount ? Page.All : new OffsetPage(skip == 0 ? null : values.Add(skip), values.Add(take)),
            CountsTotal = isCount || options.Count == true,
            Selection = isCount ? null : columns.ToSelection(),
        };
        var parent = level.AddColumn(CreateField(scope, relation.From));
        return new(
            relation.Name,
            shape,
            level.AddNested(new(parent, relation, plan)),
            parent,
            plan.CountsTotal,
            skip,
            take,
            options.Top,
            options.NextLinkText
        )
        {
            IsCountOnly = isCount,
        };
    }

    /// <summary>Plans groups of each entity's related rows.</summary>
    private ToManyShape PlanGroups(ExpandedNavigation expanded, ApplyStage stage, RowScope scope, LevelColumns level)
    {
        var (item, relation) = expanded;
        var options = item.Options;
        if (
            item.End != ExpandEnd.Entities
            || options.Expand.Count > 0
            || options.Compute.Count > 0
            || options.Search is not null
            || options.Skip is not null
        )
            throw UnsupportedFeature.CreateError(
                "A grouping within $expand together with $ref, /$count, $expand, $compute, $search or $skip",
                "Use $filter, $orderby, $select, $top and $count there, or group the collection of one entity.",
                "$expand"
            );
        if (options.Filter is { } filter)
            stage = ApplyPlanner.AddFilter(stage, _expressions.PlanFilter(filter, stage.Scope));
        // The condition would also apply to the single group of an entity without related rows, but the store does not return that group.
        if (stage.Filter is not null && stage.Aggregation!.Keys.Count == 0)
            throw UnsupportedFeature.CreateError(
                "A condition on the single group of aggregate within $expand",
                "Remove the condition, or group by a property.",
                "$expand"
            );
        var take = Math.Min(options.Top ?? mostNestedRows, mostNestedRows);
        var plan = new QueryPlan
        {
            Source = relation.Target,
            Filter = stage.RowFilter,
            Order = CombineOrder(_expressions.PlanOrder(options.OrderBy, stage.Scope), stage),
            Page = new OffsetPage(null, values.Add(take)),
            CountsTotal = options.Count == true,
            Aggregation = stage.Aggregation! with { Having = stage.Filter },
        };
        var shape = options.Select is { } select ? GroupSelection.Apply(stage.Shape!, select) : stage.Shape!;
        var parent = level.AddColumn(CreateField(scope, relation.From));
        return new(
            relation.Name,
            shape,
            level.AddNested(new(parent, relation, plan)),
            parent,
            plan.CountsTotal,
            Skip: 0,
            take,
            options.Top,
            options.NextLinkText
        );
    }

    private static Ordering[] CombineOrder(IReadOnlyList<Ordering> order, ApplyStage stage) =>
        [.. order, .. stage.Order.Where(each => order.All(known => known.By != each.By))];

    private RowScope AddComputed(Clauses options, RowScope scope)
    {
        foreach (var item in options.Compute)
        {
            if (scope.Entity.FindField(item.Name) is not null)
                throw new ApiException(
                    ErrorCodes.ODataValidationFailed,
                    $"'{item.Name}' is already the name of a property. Choose another name.",
                    item.Name
                );
            scope.Names.Add(item.Name, _expressions.PlanScalar(item.Value, scope));
        }
        return scope;
    }

    private EntityShape PlanShape(ExpandItem item, RowScope inner, LevelColumns level, int depth) =>
        item.End == ExpandEnd.Entities
            ? Plan(item.Options, inner, level, depth + 1)
            : new()
            {
                Entity = inner.Entity,
                Properties = [],
                KeyColumn = level.AddColumn(CreateField(inner, inner.Entity.Key)),
                IsReference = true,
            };

    private static Scalar CreateField(RowScope scope, FieldModel field) => FromSource(scope, new FieldScalar(scope.PathPrefix, field));

    private static Scalar FromSource(RowScope scope, Scalar scalar) =>
        scope.JoinedSource is { } source ? new CrossScalar(source, scalar) : scalar;
}

/// <summary>The columns that the response format requires in addition to the selected ones.</summary>
/// <param name="Keys">Whether keys are read, for links.</param>
/// <param name="ETags">Whether versions of whole entities are read.</param>
/// <param name="ETagsWithSelect">
/// Whether versions are also read if properties were selected, as for a single entity. A collection with selected columns
/// does not need them, and each version costs a lookup in the change log.
/// </param>
internal readonly record struct SelectionNeeds(bool Keys, bool ETags, bool ETagsWithSelect);

using Microsoft.OData.UriParser;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Query;

namespace ProjectGraph.Server.ODataApi.Planning;

/// <summary><c>$select</c> and <c>$expand</c> (URL conventions, sections 5.1.3 and 5.1.4) as columns, joins and nested plans.</summary>
internal sealed class SelectionPlanner(PlanValues values, ExpressionContext context, SelectionNeeds needs, int mostNestedRows)
{
    /// <summary>Columns of one entity, reached by to-one relations from the level's own.</summary>
    public EntityShape Plan(SelectExpandClause? clause, RowScope scope, LevelColumns level, NamedScalars? computed, ExpandTexts texts)
    {
        var items = clause?.SelectedItems.ToArray() ?? [];
        return new()
        {
            Entity = scope.Entity,
            Properties = Properties(clause, items, scope, level, computed),
            ToOne = [.. Expanded(items, scope, many: false).Select(item => ToOne(item, scope, level, texts))],
            ToMany = [.. Expanded(items, scope, many: true).Select(item => ToMany(item, scope, level, texts))],
            KeyColumn = needs.Keys || items.OfType<ExpandedNavigationSelectItem>().Any() ? level.Column(Field(scope, scope.Entity.Key)) : null,
            ETagColumn = ODataModel.HasETag(scope.Entity) && (IsWhole(clause) ? needs.ETags : needs.ETagsOfSelected) ? level.Column(new VersionScalar(scope.Start, scope.Entity)) : null,
        };
    }

    private static ShapeProperty[] Properties(
        SelectExpandClause? clause, SelectItem[] items, RowScope scope, LevelColumns level, NamedScalars? computed)
    {
        if (IsWhole(clause))
        {
            var all = ODataModel.FieldsOf(scope.Entity).Select(field => Property(field, scope, level));
            return [.. all, .. (computed?.All ?? []).Select(named => ShapeProperty.Of(named.Name, level.Column(named.Scalar), named.Scalar))];
        }
        return [.. items.OfType<PathSelectItem>().Select(item => Selected(item.SelectedPath.LastSegment, scope, level, computed)).OfType<ShapeProperty>()];
    }

    private static bool IsWhole(SelectExpandClause? clause) =>
        clause is null || clause.AllSelected || clause.SelectedItems.OfType<WildcardSelectItem>().Any();

    // A navigation that is selected and not expanded is a link, which clients can build themselves.
    private static ShapeProperty? Selected(ODataPathSegment segment, RowScope scope, LevelColumns level, NamedScalars? computed) => segment switch
    {
        PropertySegment property => Property(scope.Entity.Field(property.Property.Name), scope, level),
        DynamicPathSegment named when computed?.Find(named.Identifier) is { } scalar => ShapeProperty.Of(named.Identifier, level.Column(scalar), scalar),
        NavigationPropertySegment or OperationSegment => null,
        _ => throw new ApiException(ErrorCodes.Invalid, $"{scope.Entity.Name} has no property '{segment.Identifier}'.", "$select"),
    };

    private static ShapeProperty Property(FieldModel field, RowScope scope, LevelColumns level)
    {
        var scalar = Field(scope, field);
        return ShapeProperty.Of(field.Name, level.Column(scalar), scalar);
    }

    private static IEnumerable<ExpandedReferenceSelectItem> Expanded(SelectItem[] items, RowScope scope, bool many) =>
        items.OfType<ExpandedReferenceSelectItem>().Where(item => RelationOf(item, scope).IsMany == many);

    private static RelationModel RelationOf(ExpandedReferenceSelectItem item, RowScope scope) =>
        scope.Entity.Relation(item.PathToNavigationProperty.OfType<NavigationPropertySegment>().Last().NavigationProperty.Name);

    private ToOneShape ToOne(ExpandedReferenceSelectItem item, RowScope scope, LevelColumns level, ExpandTexts texts)
    {
        var relation = RelationOf(item, scope);
        var inner = new RowScope(RowScope.Root, relation.Target, Prefix: [.. scope.Start, relation]);
        var shape = Shape(item, inner, level, texts.Of(relation.Name));
        if (item.TopOption is not null || item.SkipOption is not null || item.OrderByOption is not null || item.CountOption is not null)
            throw new ApiException(ErrorCodes.Invalid, $"{relation.Name} leads to one entity: $top, $skip, $orderby and $count have no meaning there.", "$expand");
        if (item.FilterOption is not { } filter) return new(relation.Name, shape, level.Column(Field(inner, relation.Target.Key)));
        var condition = new ExpressionPlanner(values, context).Filter(filter.Expression, inner);
        var marker = new FilterScalar(Filters.All(new ExistsFilter(scope.Start, relation), condition));
        return new(relation.Name, shape, level.Column(marker), IsCondition: true);
    }

    private ToManyShape ToMany(ExpandedReferenceSelectItem item, RowScope scope, LevelColumns level, ExpandTexts texts)
    {
        var relation = RelationOf(item, scope);
        var inner = new RowScope(RowScope.Root, relation.Target);
        var columns = new LevelColumns();
        var shape = Shape(item, inner, columns, texts.Of(relation.Name));
        var (skip, take) = (item.SkipOption ?? 0, Math.Min(item.TopOption ?? mostNestedRows, mostNestedRows));
        var expressions = new ExpressionPlanner(values, context);
        var plan = new QueryPlan
        {
            Source = relation.Target,
            Filter = item.FilterOption is { } filter ? expressions.Filter(filter.Expression, inner) : null,
            Order = expressions.Order(item.OrderByOption, inner),
            Page = new OffsetPage(skip == 0 ? null : values.Add(skip), values.Add(take)),
            CountsTotal = item.CountOption == true,
            Selection = columns.ToSelection(),
        };
        var parent = level.Column(Field(scope, relation.From));
        return new(relation.Name, shape, level.Nest(new(parent, relation, plan)), parent, plan.CountsTotal, skip, take, item.TopOption, texts.OptionsOf(relation.Name));
    }

    private EntityShape Shape(ExpandedReferenceSelectItem item, RowScope inner, LevelColumns level, ExpandTexts texts)
    {
        Refuse(item.SearchOption is not null, "$search within $expand");
        Refuse(item.ApplyOption is not null, "$apply within $expand");
        Refuse(item.ComputeOption is not null, "$compute within $expand");
        if (item is ExpandedNavigationSelectItem navigation) return Plan(navigation.SelectAndExpand, inner, level, null, texts);
        return new() { Entity = inner.Entity, Properties = [], KeyColumn = level.Column(Field(inner, inner.Entity.Key)), IsReference = true };
    }

    private static FieldScalar Field(RowScope scope, FieldModel field) => new(scope.Start, field);

    private static void Refuse(bool used, string what)
    {
        if (used) throw new ApiException(ErrorCodes.NotOffered, $"{what} is known to OData and not offered here.", "$expand");
    }
}

/// <summary>What is read beside what was selected, because the answer's format wants it.</summary>
/// <param name="Keys">Keys, for links.</param>
/// <param name="ETags">Versions of whole entities.</param>
/// <param name="ETagsOfSelected">
/// Versions also where properties were selected: of a single entity. A feed that names its columns has no use for them, and
/// each costs a look at the change log.
/// </param>
internal readonly record struct SelectionNeeds(bool Keys, bool ETags, bool ETagsOfSelected);

using ProjectGraph.Data.Model;
using ProjectGraph.Data.Query;
using ProjectGraph.Server.ODataApi.Reading;

namespace ProjectGraph.Server.ODataApi.UrlWriting;

/// <summary>Writes one level of a plan as the options of a set or an expanded navigation.</summary>
internal sealed class UrlLevelWriter(UrlExpressionWriter expressions)
{
    /// <summary>Writes all options except <c>$search</c>.</summary>
    public IEnumerable<UrlOption> WriteOptions(QueryPlan plan)
    {
        if (plan.Filter is { } filter)
            yield return new(SystemOption.Filter, expressions.WriteFilter(filter));
        var order = GetEffectiveOrder(plan);
        if (order.Length > 0)
            yield return new(SystemOption.OrderBy, string.Join(',', order.Select(expressions.WriteOrdering)));
        foreach (var option in WritePage(plan, expressions))
            yield return option;
        if (plan.CountsTotal)
            yield return new(SystemOption.Count, "true");
        foreach (var option in WriteSelectAndExpand(plan))
            yield return option;
    }

    /// <summary>Writes the options that determine the rows.</summary>
    public IEnumerable<UrlOption> WriteRowOptions(QueryPlan plan)
    {
        IEnumerable<UrlOption> filter = plan.Filter is { } condition ? [new(SystemOption.Filter, expressions.WriteFilter(condition))] : [];
        return filter.Concat(WriteSearch(plan));
    }

    public IEnumerable<UrlOption> WriteSearch(QueryPlan plan)
    {
        if (plan.SearchSlot is not { } slot)
            yield break;
        if (plan.Source.Type != typeof(Project))
            throw new NotExpressibleInODataException($"$search is supported for Projects, not for {plan.Source.Set}.");
        if (UrlSearchWriter.Write((string)expressions.GetValue(slot)!) is { Length: > 0 } terms)
            yield return new(SystemOption.Search, terms);
    }

    public IEnumerable<UrlOption> WriteSelectAndExpand(QueryPlan plan)
    {
        var tree = new SelectTree(plan.Source);
        foreach (var column in plan.Selection?.Columns ?? [])
            AddColumn(tree, column);
        foreach (var nested in plan.Selection?.Nested ?? [])
            AddNested(tree, plan.Selection!, nested);
        if (plan.Selection is null)
            return [];
        return tree.GetOptions();
    }

    public static IEnumerable<UrlOption> WritePage(QueryPlan plan, UrlExpressionWriter expressions)
    {
        // Only the number of rows is requested.
        if (plan is { Selection: null, Aggregation: null })
            return [new(SystemOption.Top, "0")];
        return plan.Page switch
        {
            KeysetPage { After: not null } or KeysetPage { Before: not null } => throw new NotExpressibleInODataException(
                "A page after a cursor has no OData URL. Follow the next links from the first page."
            ),
            KeysetPage { Backward: true } => throw new NotExpressibleInODataException(
                "OData has no pages from the last row. Reverse the ordering."
            ),
            KeysetPage keyset => [Number(SystemOption.Top, keyset.TakeSlot)],
            OffsetPage offset =>
            [
                .. offset.SkipSlot is { } skip ? [Number(SystemOption.Skip, skip)] : Array.Empty<UrlOption>(),
                .. offset.TakeSlot is { } take ? [Number(SystemOption.Top, take)] : Array.Empty<UrlOption>(),
            ],
            _ => throw new NotExpressibleInODataException($"A {plan.Page.GetType().Name} cannot be expressed in OData."),
        };

        UrlOption Number(SystemOption option, int slot) => new(option, UrlLiteralWriter.Write(expressions.GetValue(slot), null));
    }

    // OData adds the key as the last ordering too. Orderings after the key have no effect.
    private static Ordering[] GetEffectiveOrder(QueryPlan plan)
    {
        var order = plan.Order.ToArray();
        var key = Array.FindIndex(order, each => each.By is FieldScalar { Path.Count: 0, Field.IsKey: true });
        if (key < 0)
            return order;
        return order[key].Descending ? order[..(key + 1)] : order[..key];
    }

    private static void AddColumn(SelectTree tree, Scalar column)
    {
        switch (column)
        {
            case FieldScalar field:
                tree.GetOrAdd(field.Path).Select(UrlExpressionWriter.GetName(field.Field));
                break;
            // OData adds the ETag automatically.
            case VersionScalar:
                break;
            default:
                throw new NotExpressibleInODataException("A computed value cannot be part of a selection in OData.");
        }
    }

    private void AddNested(SelectTree tree, Selection selection, NestedSelection nested)
    {
        if (!ODataModel.IsExposed(nested.Relation))
            throw new NotExpressibleInODataException($"{nested.Relation} is available in GraphQL only.");
        if (nested.Plan.SearchSlot is not null)
            throw new NotExpressibleInODataException("$search within $expand is not supported by this service.");
        var path = ((FieldScalar)selection.Columns[nested.ParentColumn]).Path;
        tree.GetOrAdd(path).Expand(nested.Relation, string.Join(';', WriteOptions(nested.Plan).Select(option => option.InExpand)));
    }
}

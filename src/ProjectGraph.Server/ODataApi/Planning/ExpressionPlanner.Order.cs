using ProjectGraph.Data.Model;
using ProjectGraph.Data.Query;
using ProjectGraph.Server.ODataApi.Syntax;

namespace ProjectGraph.Server.ODataApi.Planning;

internal sealed partial class ExpressionPlanner
{
    /// <summary>Plans <c>$orderby</c> (URL conventions, section 5.1.5).</summary>
    public IReadOnlyList<Ordering> PlanOrder(IReadOnlyList<OrderItem> items, RowScope scope)
    {
        var order = new List<Ordering>();
        foreach (var item in items)
        {
            // A constant does not order rows.
            if (PlanUntyped(item.By, scope) is not LiteralScalar and var by)
                order.Add(new(RequireOrderable(by), item.Descending));
        }
        return order;
    }

    private static Scalar RequireOrderable(Scalar by) =>
        by.Kind != FieldKind.Json || by is not FieldScalar field
            ? by
            : throw UnsupportedFeature.CreateError(
                $"$orderby by the JSON property '{field.Field.Name}'",
                "Order by another property.",
                "$orderby"
            );
}

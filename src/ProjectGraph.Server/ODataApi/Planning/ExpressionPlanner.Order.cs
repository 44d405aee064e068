using ProjectGraph.Data.Model;
using ProjectGraph.Data.Query;
using ProjectGraph.Server.ODataApi.Syntax;

namespace ProjectGraph.Server.ODataApi.Planning;

internal sealed partial class ExpressionPlanner
{
    /// <summary><c>$orderby</c> (URL conventions, section 5.1.5).</summary>
    public IReadOnlyList<Ordering> Order(IReadOnlyList<OrderItem> items, RowScope scope)
    {
        var order = new List<Ordering>();
        foreach (var item in items)
        {
            // What is the same for every row orders nothing.
            if (Raw(item.By, scope) is not Literal and var by) order.Add(new(Orderable(by), item.Descending));
        }
        return order;
    }

    private static Scalar Orderable(Scalar by) => by.Kind != FieldKind.Json || by is not FieldScalar field ? by
        : throw Unoffered.Refusal($"An order by '{field.Field.Name}', which holds JSON,", "Order by another property.", "$orderby");
}

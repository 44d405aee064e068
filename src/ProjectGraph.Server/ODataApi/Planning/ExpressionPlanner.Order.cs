using Microsoft.OData.UriParser;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Query;

namespace ProjectGraph.Server.ODataApi.Planning;

internal sealed partial class ExpressionPlanner
{
    /// <summary><c>$orderby</c> (URL conventions, section 5.1.5).</summary>
    public IReadOnlyList<Ordering> Order(OrderByClause? clause, RowScope scope)
    {
        var order = new List<Ordering>();
        for (; clause is not null; clause = clause.ThenBy)
        {
            // What is the same for every row orders nothing.
            if (Raw(clause.Expression, scope) is not Literal and var by) order.Add(new(Orderable(by), clause.Direction == OrderByDirection.Descending));
        }
        return order;
    }

    private static Scalar Orderable(Scalar by) => by.Kind != FieldKind.Json || by is not FieldScalar field ? by
        : throw new ApiException(ErrorCodes.NotOffered, $"'{field.Field.Name}' holds JSON, which has no order.", "$orderby");
}

using Microsoft.OData.UriParser;
using Microsoft.OData.UriParser.Aggregation;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Query;

namespace ProjectGraph.Server.ODataApi.Planning;

/// <summary>
/// <c>$apply</c> (OData extension for data aggregation 4.0): filters and computed values, then at most one grouping,
/// then filters on the groups.
/// </summary>
internal sealed class ApplyPlanner(PlanValues values, ExpressionContext context, RowScope scope)
{
    private readonly List<Filter> rowFilters = [];
    private readonly List<Filter> groupFilters = [];
    private readonly List<Scalar> keys = [];
    private readonly List<Aggregate> aggregates = [];
    private List<ShapeProperty> properties = [];
    private List<ToOneShape> objects = [];
    private bool grouped;

    public NamedScalars Names { get; private set; } = new();

    public Filter? RowFilter => Filters.AllOf(rowFilters);

    /// <summary>Null where the transformations leave rows rows.</summary>
    public Aggregation? Aggregation => grouped ? new([.. keys], [.. aggregates], Filters.AllOf(groupFilters)) : null;

    public EntityShape Shape => new() { Entity = null, Properties = properties, ToOne = objects };

    public void Plan(ApplyClause clause)
    {
        foreach (var transformation in clause.Transformations)
        {
            switch (transformation)
            {
                case FilterTransformationNode filter: Filter(filter); break;
                case ComputeTransformationNode compute when !grouped: Compute(compute.Expressions); break;
                case AggregateTransformationNode aggregate when !grouped: Group([], aggregate); break;
                case GroupByTransformationNode groupBy when !grouped: Group(groupBy.GroupingProperties, groupBy.ChildTransformations); break;
                case ComputeTransformationNode: throw NotOffered("compute after a grouping");
                case AggregateTransformationNode or GroupByTransformationNode: throw NotOffered("A grouping of groups");
                default: throw NotOffered($"The transformation {transformation.Kind}");
            }
        }
    }

    /// <summary><c>$compute</c> names values in the same way as the transformation.</summary>
    public void Compute(IEnumerable<ComputeExpression> expressions)
    {
        foreach (var computed in expressions) Names.Add(computed.Alias, Expressions().Scalar(computed.Expression, scope));
    }

    /// <summary>A <c>$filter</c> beside <c>$apply</c> is evaluated after it.</summary>
    public void FilterResult(QueryNode expression) => (grouped ? groupFilters : rowFilters).Add(Expressions().Filter(expression, scope));

    public ExpressionPlanner Expressions() => new(values, context) { Names = Names };

    private void Filter(FilterTransformationNode node) => FilterResult(node.FilterClause.Expression);

    private void Group(IEnumerable<GroupByPropertyNode> groupBy, TransformationNode? then)
    {
        var before = Names;
        Names = new() { IsGrouped = true };
        (properties, objects) = Keys(groupBy, before);
        grouped = true;
        if (then is null) return;
        if (then is not AggregateTransformationNode aggregate) throw NotOffered("Anything but aggregate within groupby");
        foreach (var expression in aggregate.AggregateExpressions) Add(expression, before);
    }

    private (List<ShapeProperty> Properties, List<ToOneShape> Objects) Keys(IEnumerable<GroupByPropertyNode> nodes, NamedScalars before)
    {
        var (found, below) = (new List<ShapeProperty>(), new List<ToOneShape>());
        foreach (var node in nodes)
        {
            if (node.Expression is { } expression) found.Add(Key(node.Name, expression, before));
            if (node.ChildTransformations.Count == 0) continue;
            var (inner, further) = Keys(node.ChildTransformations, before);
            below.Add(new(node.Name, new() { Entity = null, Properties = inner, ToOne = further }, Marker: null));
        }
        return (found, below);
    }

    private ShapeProperty Key(string name, QueryNode expression, NamedScalars before)
    {
        var scalar = new ExpressionPlanner(values, context) { Names = before }.Scalar(expression, scope);
        var column = new GroupScalar(keys.Count, scalar.Kind);
        keys.Add(scalar);
        Names.Replace(scalar, column);
        if (scalar is not FieldScalar) Names.Add(name, column);
        return new(JsonNames.Of(name), column.Column, scalar.Kind, scalar.Enum);
    }

    private void Add(AggregateExpressionBase node, NamedScalars before)
    {
        if (node is not AggregateExpression expression) throw NotOffered("An aggregate of a related collection");
        var aggregate = Aggregate(expression, before);
        var column = new GroupScalar(keys.Count + aggregates.Count, aggregate.Kind);
        aggregates.Add(aggregate);
        Names.Add(expression.Alias, column);
        var isAverage = aggregate is { Method: AggregateMethod.Average, Kind: FieldKind.Decimal };
        properties.Add(new(JsonNames.Of(expression.Alias), column.Column, aggregate.Kind, aggregate.Kind == FieldKind.Enum ? aggregate.Of!.Enum : null, isAverage));
    }

    private Aggregate Aggregate(AggregateExpression node, NamedScalars before)
    {
        if (node is { Method: AggregationMethod.VirtualPropertyCount, Expression: not CountNode }) return new(AggregateMethod.Count, null);
        var of = new ExpressionPlanner(values, context) { Names = before }.Scalar(node.Expression, scope);
        var method = node.Method switch
        {
            AggregationMethod.Sum or AggregationMethod.VirtualPropertyCount => AggregateMethod.Sum,
            AggregationMethod.Average => AggregateMethod.Average,
            AggregationMethod.Min => AggregateMethod.Min,
            AggregationMethod.Max => AggregateMethod.Max,
            AggregationMethod.CountDistinct => AggregateMethod.CountDistinct,
            _ => throw NotOffered($"The aggregation method {node.MethodDefinition?.MethodLabel}"),
        };
        if (method is AggregateMethod.Sum or AggregateMethod.Average && !Numbers.IsNumber(of.Kind))
            throw new ApiException(ErrorCodes.Invalid, $"'{node.Alias}': only numbers have a sum or an average.", "$apply");
        return new(method, of);
    }

    private static ApiException NotOffered(string what) => new(ErrorCodes.NotOffered, $"{what} is known to OData and not offered here.", "$apply");
}

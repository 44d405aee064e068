using System.Globalization;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Query;

namespace ProjectGraph.Server.ODataApi.UrlWriting;

/// <summary>Writes filters and scalars as OData expressions (URL conventions, section 5.1.1).</summary>
internal sealed class UrlExpressionWriter(IReadOnlyList<object?> values)
{
    /// <summary>The variables of the enclosing lambdas, the innermost last.</summary>
    private readonly List<string> _variables = [];

    /// <summary>The column names of the groups, after a grouping.</summary>
    public IReadOnlyList<string> GroupColumns { get; init; } = [];

    public object? GetValue(int slot) => values[slot];

    /// <summary>Creates a writer for expressions over groups, with the same values.</summary>
    public UrlExpressionWriter ForGroups(IReadOnlyList<string> groups) => new(values) { GroupColumns = groups };

    public string WriteFilter(Filter filter) =>
        filter switch
        {
            ConstantFilter constant => constant.Value ? "true" : "false",
            AndFilter { Filters.Count: 0 } => "true",
            OrFilter { Filters.Count: 0 } => "false",
            AndFilter and => string.Join(" and ", and.Filters.Select(WriteOperand)),
            OrFilter or => string.Join(" or ", or.Filters.Select(WriteOperand)),
            NotFilter { Filter: IsNullFilter isNull } => $"{WriteScalar(isNull.Value)} ne null",
            NotFilter not => $"not ({WriteFilter(not.Filter)})",
            CompareFilter compare =>
                $"{WriteScalar(compare.Left, compare.Right)} {GetOperator(compare.Comparison)} {WriteScalar(compare.Right, compare.Left)}",
            InFilter @in => WriteIn(@in),
            IsNullFilter isNull => $"{WriteScalar(isNull.Value)} eq null",
            TextFilter text => WriteText(text),
            BooleanFilter truth => WriteScalar(truth.Value),
            ExistsFilter exists => $"{WritePath(exists.Path)}{exists.Relation.Name} ne null",
            QuantifiedFilter quantified => WriteQuantified(quantified),
            _ => throw new NotExpressibleInODataException($"A {filter.GetType().Name} cannot be expressed in OData."),
        };

    /// <summary>Writes a scalar.</summary>
    /// <param name="comparand">The other side of a comparison, if any.</param>
    public string WriteScalar(Scalar scalar, Scalar? comparand = null) =>
        scalar switch
        {
            FieldScalar field => WritePath(field.Path) + GetName(field.Field),
            SlotScalar slot => UrlLiteralWriter.Write(values[slot.Slot], comparand),
            NullScalar => "null",
            OuterScalar { Inner: FieldScalar field } outer => WriteVariable(outer.LevelsOut) + JoinPath(field.Path) + GetName(field.Field),
            CountScalar { Filter: null } count => $"{WritePath(count.Path)}{count.Relation.Name}/$count",
            CountScalar => throw new NotExpressibleInODataException(
                "A count of filtered related rows is not supported in OData by this service."
            ),
            FilterScalar filter => $"({WriteFilter(filter.Filter)})",
            GroupScalar group => GroupColumns[group.Column],
            CallScalar call => UrlFunctionWriter.WriteCall(call, argument => WriteScalar(argument)),
            _ => throw new NotExpressibleInODataException($"A {scalar.GetType().Name} cannot be expressed in OData."),
        };

    public string WriteOrdering(Ordering ordering) => WriteScalar(ordering.By) + (ordering.Descending ? " desc" : "");

    /// <summary>The OData name of a field.</summary>
    public static string GetName(FieldModel field) =>
        ODataModel.IsExposed(field)
            ? field.Name
            : throw new NotExpressibleInODataException($"{field.Entity.Name}.{field.GraphQLName} is available in GraphQL only.");

    // OData allows null in a list only for nullable properties, so null is compared separately.
    private string WriteIn(InFilter filter)
    {
        var value = WriteScalar(filter.Value);
        var listed = $"{value} in {UrlLiteralWriter.WriteList((IReadOnlyList<object>)values[filter.Slot]!, filter.Value)}";
        return filter.OrNull ? $"({listed} or {value} eq null)" : listed;
    }

    private string WriteText(TextFilter filter)
    {
        var (text, part) = (WriteScalar(filter.Value), WriteScalar(filter.Part, filter.Value));
        if (filter.IgnoreCase)
            (text, part) = ($"tolower({text})", $"tolower({part})");
        return $"{filter.Match.ToString().ToLowerInvariant()}({text},{part})";
    }

    private string WriteQuantified(QuantifiedFilter quantified)
    {
        var (path, all) = (WritePath(quantified.Path) + quantified.Relation.Name, quantified.Quantifier == Quantifier.All);
        if (quantified.Filter is null)
            return all ? "true" : $"{path}/any()";
        _variables.Add($"x{_variables.Count}");
        var condition = WriteFilter(quantified.Filter);
        var variable = _variables[^1];
        _variables.RemoveAt(_variables.Count - 1);
        return $"{path}/{(all ? "all" : "any")}({variable}:{condition})";
    }

    // An operand with lower precedence needs parentheses.
    private string WriteOperand(Filter filter) => filter is AndFilter or OrFilter ? $"({WriteFilter(filter)})" : WriteFilter(filter);

    private string WritePath(IReadOnlyList<RelationModel> path) => (_variables.Count == 0 ? "" : WriteVariable(0)) + JoinPath(path);

    private string WriteVariable(int levels) => (_variables.Count > levels ? _variables[^(levels + 1)] : "$it") + "/";

    private static string JoinPath(IReadOnlyList<RelationModel> path) => string.Concat(path.Select(relation => relation.Name + "/"));

    private static string GetOperator(Comparison comparison) =>
        comparison switch
        {
            Comparison.Equal => "eq",
            Comparison.NotEqual => "ne",
            Comparison.Greater => "gt",
            Comparison.GreaterOrEqual => "ge",
            Comparison.Less => "lt",
            Comparison.LessOrEqual => "le",
            _ => throw new ArgumentOutOfRangeException(nameof(comparison), ((int)comparison).ToString(CultureInfo.InvariantCulture)),
        };
}

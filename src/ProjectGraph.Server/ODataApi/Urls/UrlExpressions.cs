using System.Globalization;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Query;

namespace ProjectGraph.Server.ODataApi.Urls;

/// <summary>Writes filters and scalars as OData expressions (URL conventions, section 5.1.1).</summary>
internal sealed class UrlExpressions(IReadOnlyList<object?> values)
{
    /// <summary>The variables of the enclosing lambdas, the innermost last.</summary>
    private readonly List<string> _variables = [];

    /// <summary>The column names of the groups, after a grouping.</summary>
    public IReadOnlyList<string> Groups { get; init; } = [];

    public object? Value(int slot) => values[slot];

    /// <summary>Creates a writer for expressions over groups, with the same values.</summary>
    public UrlExpressions With(IReadOnlyList<string> groups) => new(values) { Groups = groups };

    public string Filter(Filter filter) => filter switch
    {
        ConstantFilter constant => constant.Value ? "true" : "false",
        AndFilter { Filters.Count: 0 } => "true",
        OrFilter { Filters.Count: 0 } => "false",
        AndFilter and => string.Join(" and ", and.Filters.Select(Operand)),
        OrFilter or => string.Join(" or ", or.Filters.Select(Operand)),
        NotFilter { Filter: IsNullFilter isNull } => $"{Scalar(isNull.Value)} ne null",
        NotFilter not => $"not ({Filter(not.Filter)})",
        CompareFilter compare => $"{Scalar(compare.Left, compare.Right)} {Operator(compare.Comparison)} {Scalar(compare.Right, compare.Left)}",
        InFilter @in => In(@in),
        IsNullFilter isNull => $"{Scalar(isNull.Value)} eq null",
        TextFilter text => Text(text),
        BooleanFilter truth => Scalar(truth.Value),
        ExistsFilter exists => $"{Path(exists.Path)}{exists.Relation.Name} ne null",
        QuantifiedFilter quantified => Quantified(quantified),
        _ => throw new NotInODataException($"A {filter.GetType().Name} cannot be expressed in OData."),
    };

    /// <summary>Writes a scalar.</summary>
    /// <param name="comparand">The other side of a comparison, if any.</param>
    public string Scalar(Scalar scalar, Scalar? comparand = null) => scalar switch
    {
        FieldScalar field => Path(field.Path) + Name(field.Field),
        SlotScalar slot => UrlLiterals.Of(values[slot.Slot], comparand),
        NullScalar => "null",
        OuterScalar { Inner: FieldScalar field } outer => Variable(outer.LevelsOut) + Joined(field.Path) + Name(field.Field),
        CountScalar { Filter: null } count => $"{Path(count.Path)}{count.Relation.Name}/$count",
        CountScalar => throw new NotInODataException("A count of filtered related rows is not supported in OData by this service."),
        FilterScalar filter => $"({Filter(filter.Filter)})",
        GroupScalar group => Groups[group.Column],
        CallScalar call => UrlFunctions.Call(call, argument => Scalar(argument)),
        _ => throw new NotInODataException($"A {scalar.GetType().Name} cannot be expressed in OData."),
    };

    public string Order(Ordering ordering) => Scalar(ordering.By) + (ordering.Descending ? " desc" : "");

    /// <summary>The OData name of a field.</summary>
    public static string Name(FieldModel field) =>
        ODataModel.Shows(field) ? field.Name : throw new NotInODataException($"{field.Entity.Name}.{field.GraphQLName} is available in GraphQL only.");

    // OData allows null in a list only for nullable properties, so null is compared separately.
    private string In(InFilter filter)
    {
        var value = Scalar(filter.Value);
        var listed = $"{value} in {UrlLiterals.List((IReadOnlyList<object>)values[filter.Slot]!, filter.Value)}";
        return filter.OrNull ? $"({listed} or {value} eq null)" : listed;
    }

    private string Text(TextFilter filter)
    {
        var (text, part) = (Scalar(filter.Value), Scalar(filter.Part, filter.Value));
        if (filter.IgnoreCase) (text, part) = ($"tolower({text})", $"tolower({part})");
        return $"{filter.Match.ToString().ToLowerInvariant()}({text},{part})";
    }

    private string Quantified(QuantifiedFilter quantified)
    {
        var (path, all) = (Path(quantified.Path) + quantified.Relation.Name, quantified.Quantifier == Quantifier.All);
        if (quantified.Filter is null) return all ? "true" : $"{path}/any()";
        _variables.Add($"x{_variables.Count}");
        var condition = Filter(quantified.Filter);
        var variable = _variables[^1];
        _variables.RemoveAt(_variables.Count - 1);
        return $"{path}/{(all ? "all" : "any")}({variable}:{condition})";
    }

    // An operand with lower precedence needs parentheses.
    private string Operand(Filter filter) => filter is AndFilter or OrFilter ? $"({Filter(filter)})" : Filter(filter);

    private string Path(IReadOnlyList<RelationModel> path) => (_variables.Count == 0 ? "" : Variable(0)) + Joined(path);

    private string Variable(int levels) => (_variables.Count > levels ? _variables[^(levels + 1)] : "$it") + "/";

    private static string Joined(IReadOnlyList<RelationModel> path) => string.Concat(path.Select(relation => relation.Name + "/"));

    private static string Operator(Comparison comparison) => comparison switch
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

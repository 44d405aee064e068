using ProjectGraph.Data.Model;
using ProjectGraph.Data.Query;
using ProjectGraph.GraphQL.Types;
using ProjectGraph.Server.GraphQLApi.Costs;

namespace ProjectGraph.Server.GraphQLApi.Schema;

/// <summary>Builds the input types of filter operations by kind of field, such as <c>StringOperationFilterInput</c>.</summary>
internal sealed class OperationInputs(FieldTypes types)
{
    private static readonly (FilterOperator Operator, string Name, string Description)[] Equality =
    [
        (FilterOperator.Equal, "eq", "Equal. `null` matches rows without a value."),
        (FilterOperator.NotEqual, "neq", "Not equal. Rows without a value are not equal to any value."),
    ];

    private static readonly (FilterOperator, string, string)[] Membership =
    [
        (FilterOperator.In, "in", "Equal to one of these. `null` matches rows without a value."),
        (FilterOperator.NotIn, "nin", "Equal to none of these."),
    ];

    private static readonly (FilterOperator, string, string)[] Order =
    [
        (FilterOperator.Greater, "gt", "Greater."),
        (FilterOperator.GreaterOrEqual, "gte", "Greater than or equal to."),
        (FilterOperator.Less, "lt", "Less."),
        (FilterOperator.LessOrEqual, "lte", "Less than or equal to."),
    ];

    private static readonly (FilterOperator, string, string)[] Texts =
    [
        (FilterOperator.Contains, "contains", "Contains this text."),
        (FilterOperator.NotContains, "ncontains", "Does not contain this text."),
        (FilterOperator.StartsWith, "startsWith", "Starts with this text."),
        (FilterOperator.NotStartsWith, "nstartsWith", "Does not start with this text."),
        (FilterOperator.EndsWith, "endsWith", "Ends with this text."),
        (FilterOperator.NotEndsWith, "nendsWith", "Does not end with this text."),
        (FilterOperator.EqualIgnoreCase, "eqIgnoreCase", "Equal, ignoring case."),
        (FilterOperator.ContainsIgnoreCase, "containsIgnoreCase", "Contains this text, ignoring case."),
        (FilterOperator.StartsWithIgnoreCase, "startsWithIgnoreCase", "Starts with this text, ignoring case."),
        (FilterOperator.EndsWithIgnoreCase, "endsWithIgnoreCase", "Ends with this text, ignoring case."),
    ];

    private readonly Dictionary<string, InputObjectType> _inputs = new(StringComparer.Ordinal);

    public InputObjectType Get(FieldModel field) => Get(types.Get(field), field.Kind);

    /// <summary>Gets the operations on global ids. The field that takes them determines the entity.</summary>
    public InputObjectType GetForId() => Input("IdOperationFilterInput", Scalars.Id, FieldKind.Text, [.. Equality, .. Membership]);

    private InputObjectType Get(NamedType type, FieldKind kind) =>
        Input(
            $"{Prefix(type)}OperationFilterInput",
            type,
            kind,
            kind switch
            {
                FieldKind.Boolean => Equality,
                FieldKind.Enum => [.. Equality, .. Membership],
                FieldKind.Text => [.. Equality, .. Membership, .. Order, .. Texts],
                _ => [.. Equality, .. Membership, .. Order],
            }
        );

    private static string Prefix(NamedType type) => type == Scalars.Float ? "Float" : type.Name;

    private InputObjectType Input(
        string name,
        NamedType type,
        FieldKind kind,
        (FilterOperator Operator, string Name, string Description)[] operators
    )
    {
        if (_inputs.TryGetValue(name, out var known))
            return known;
        InputObjectType? self = null;
        self = new(name, () => [
                Combine("and", isAnd: true, self!),
                Combine("or", isAnd: false, self!),
                .. operators.Select(each => new InputValueDefinition(each.Name, IsList(each.Operator) ? type.List() : type)
                {
                    Description = each.Description,
                    Directives = ScansText(each.Operator) ? [CostDirectives.Weight(FilterWeight.TextScanWeight)] : [],
                    Tag = new OperatorTag(each.Operator, kind),
                }),
            ]) { Description = $"Conditions on a value of type {type.Name}. All conditions must match." };
        return _inputs[name] = self;
    }

    internal static InputValueDefinition Combine(string name, bool isAnd, InputObjectType of) =>
        new(name, of.NonNull().List())
        {
            Description = isAnd ? "All of these match." : "At least one of these matches.",
            Tag = new CombineTag(isAnd),
        };

    private static bool ScansText(FilterOperator @operator) =>
        @operator
            is FilterOperator.Contains
                or FilterOperator.NotContains
                or FilterOperator.EndsWith
                or FilterOperator.NotEndsWith
                or FilterOperator.ContainsIgnoreCase
                or FilterOperator.StartsWithIgnoreCase
                or FilterOperator.EndsWithIgnoreCase;

    private static bool IsList(FilterOperator @operator) => @operator is FilterOperator.In or FilterOperator.NotIn;
}

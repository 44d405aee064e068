namespace ProjectGraph.GraphQL.Language;

/// <summary>
/// A location that a directive may be applied to (spec section 3.13). GraphQL text uses the names in SCREAMING_SNAKE_CASE.
/// </summary>
public enum DirectiveLocation
{
    Query,
    Mutation,
    Subscription,
    Field,
    FragmentDefinition,
    FragmentSpread,
    InlineFragment,
    VariableDefinition,
    Schema,
    Scalar,
    Object,
    FieldDefinition,
    ArgumentDefinition,
    Interface,
    Union,
    Enum,
    EnumValue,
    InputObject,
    InputFieldDefinition,
}

namespace ProjectGraph.GraphQL.Types;

/// <summary>The <c>__TypeKind</c> enum of spec section 4.2.</summary>
internal static class TypeKind
{
    public static EnumType Type { get; } = new(
        "__TypeKind",
        Value("SCALAR", "Indicates this type is a scalar."),
        Value("OBJECT", "Indicates this type is an object. `fields` and `interfaces` are valid fields."),
        Value("INTERFACE", "Indicates this type is an interface. `fields`, `interfaces`, and `possibleTypes` are valid fields."),
        Value("UNION", "Indicates this type is a union. `possibleTypes` is a valid field."),
        Value("ENUM", "Indicates this type is an enum. `enumValues` is a valid field."),
        Value("INPUT_OBJECT", "Indicates this type is an input object. `inputFields` is a valid field."),
        Value("LIST", "Indicates this type is a list. `ofType` is a valid field."),
        Value("NON_NULL", "Indicates this type is a non-null. `ofType` is a valid field."))
    {
        Description = "An enum describing what kind of type a given `__Type` is.",
    };

    public static string Of(GraphQLType type) => type switch
    {
        ScalarType => "SCALAR",
        ObjectType => "OBJECT",
        InterfaceType => "INTERFACE",
        UnionType => "UNION",
        EnumType => "ENUM",
        InputObjectType => "INPUT_OBJECT",
        ListType => "LIST",
        _ => "NON_NULL",
    };

    private static EnumValue Value(string name, string description) => new(name) { Description = description };
}

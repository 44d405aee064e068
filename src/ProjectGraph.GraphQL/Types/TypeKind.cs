namespace ProjectGraph.GraphQL.Types;

/// <summary>The <c>__TypeKind</c> enum of spec section 4.2.</summary>
internal static class TypeKind
{
    public static EnumType Type { get; } =
        new(
            "__TypeKind",
            CreateValue("SCALAR", "Indicates this type is a scalar."),
            CreateValue("OBJECT", "Indicates this type is an object. `fields` and `interfaces` are valid fields."),
            CreateValue("INTERFACE", "Indicates this type is an interface. `fields`, `interfaces`, and `possibleTypes` are valid fields."),
            CreateValue("UNION", "Indicates this type is a union. `possibleTypes` is a valid field."),
            CreateValue("ENUM", "Indicates this type is an enum. `enumValues` is a valid field."),
            CreateValue("INPUT_OBJECT", "Indicates this type is an input object. `inputFields` is a valid field."),
            CreateValue("LIST", "Indicates this type is a list. `ofType` is a valid field."),
            CreateValue("NON_NULL", "Indicates this type is a non-null. `ofType` is a valid field.")
        )
        {
            Description = "An enum describing what kind of type a given `__Type` is.",
        };

    public static string GetKind(GraphQLType type) =>
        type switch
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

    private static EnumValue CreateValue(string name, string description) => new(name) { Description = description };
}

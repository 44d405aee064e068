using ProjectGraph.GraphQL.Types;

namespace ProjectGraph.GraphQL.Tests.Types;

[Spec("3", "Type validation, interfaces, input cycles, defaults")]
public class SchemaValidationTests
{
    [Theory]
    [InlineData("type A { a: Int }", "Query root type must be provided.")]
    [InlineData(
        "schema { query: Q mutation: Q } type Q { a: Int }",
        "All root types must be different, \"Q\" type is used as query and mutation root types."
    )]
    [InlineData("type Query { __a: Int }", "Name \"__a\" must not begin with \"__\", which is reserved by GraphQL introspection.")]
    [InlineData("type Query { a(__b: Int): Int }", "Name \"__b\" must not begin with \"__\", which is reserved by GraphQL introspection.")]
    [InlineData("type Query { a: A } type A", "Type A must define one or more fields.")]
    [InlineData("type Query { a: A } input A { b: Int }", "The type of Query.a must be Output Type but got: A.")]
    [InlineData("type Query { a(b: [Query!]): Int }", "The type of Query.a(b:) must be Input Type but got: [Query!].")]
    [InlineData("type Query { a(b: A): Int } input A { b: Query }", "The type of A.b must be Input Type but got: Query.")]
    [InlineData("type Query { a(b: Int! @deprecated): Int }", "Required argument Query.a(b:) cannot be deprecated.")]
    [InlineData("type Query { a(b: A): Int } input A { b: Int! @deprecated }", "Required input field A.b cannot be deprecated.")]
    [InlineData("type Query { a: U } union U", "Union type U must define one or more member types.")]
    [InlineData("type Query { a: U } union U = Query | Query", "Union type U can only include type Query once.")]
    [InlineData("type Query { a: E } enum E", "Enum type E must define one or more values.")]
    [InlineData("type Query { a(b: A): Int } input A", "Input Object type A must define one or more fields.")]
    [InlineData("type Query { a(b: A): Int } input A @oneOf { b: Int! }", "OneOf input field A.b must be nullable.")]
    [InlineData("type Query { a(b: A): Int } input A @oneOf { b: Int = 1 }", "OneOf input field A.b cannot have a default value.")]
    [InlineData(
        "type Query { a(b: A): Int } input A { a: A! }",
        "Cannot reference Input Object A within itself through a series of non-null fields: \"a\"."
    )]
    [InlineData(
        "type Query { a(b: A): Int } input A { b: B! } input B { c: C! } input C { a: A! }",
        "Cannot reference Input Object A within itself through a series of non-null fields: \"b.c.a\"."
    )]
    [InlineData("type Query { a(b: A): Int } input A { b: A = { b: {} } }", null)]
    [InlineData(
        "type Query { a(b: A): Int } input A { b: A = {} }",
        "Invalid circular reference. The default value of Input Object field A.b references itself."
    )]
    [InlineData("type Query { a(b: Int = \"x\"): Int }", "Query.a(b:) has invalid default value: \"x\" is not of type Int.")]
    [InlineData("type Query { a: Int } directive @d(a: Query) on FIELD", "The type of @d(a:) must be Input Type but got: Query.")]
    [InlineData("type Query implements I { a: Int } interface I { b: Int }", "Interface field I.b expected but Query does not provide it.")]
    [InlineData(
        "type Query implements I { a: Int } interface I { a: String }",
        "Interface field I.a expects type String but Query.a is type Int."
    )]
    [InlineData(
        "type Query implements I { a: Int } interface I { a: Int! }",
        "Interface field I.a expects type Int! but Query.a is type Int."
    )]
    [InlineData(
        "type Query implements I { a: Int } interface I { a(b: Int): Int }",
        "Interface field argument I.a(b:) expected but Query.a does not provide it."
    )]
    [InlineData(
        "type Query implements I { a(b: Int!): Int } interface I { a(b: Int): Int }",
        "Interface field argument I.a(b:) expects type Int but Query.a(b:) is type Int!."
    )]
    [InlineData(
        "type Query implements I { a(b: Int!): Int } interface I { a: Int }",
        "Argument \"Query.a(b:)\" must not be required type \"Int!\" if not provided by the Interface field \"I.a\"."
    )]
    [InlineData(
        "type Query implements I { a: Int @deprecated } interface I { a: Int }",
        "Interface field I.a is not deprecated, so implementation field Query.a must not be deprecated."
    )]
    [InlineData("type Query implements I & I { a: Int } interface I { a: Int }", "Type Query can only implement I once.")]
    [InlineData(
        "type Query implements J { a: Int } interface I { a: Int } interface J implements I { a: Int }",
        "Type Query must implement I because it is implemented by J."
    )]
    [InlineData(
        "type Query { a: I } interface I implements I { a: Int }",
        "Type I cannot implement itself because it would create a circular reference."
    )]
    public void An_invalid_schema_is_reported_by_name(string sdl, string? error)
    {
        if (error is null)
            Should.Throw<SchemaException>(() => SchemaReader.Read(sdl));
        else
            Should.Throw<SchemaException>(() => SchemaReader.Read(sdl)).Errors.ShouldBe([error]);
    }

    [Theory]
    [InlineData(
        "type Query implements I & J { a(b: Int, c: Int): [Query!]! } interface I implements J { a(b: Int): [I] } interface J { a(b: Int): [J] }"
    )]
    [InlineData("type Query { a(b: A): Int } input A { a: A b: [A!]! c: B = {} } input B { d: Int }")]
    [InlineData("type Query { a(b: A): Int } input A @oneOf { a: A b: Int }")]
    [InlineData("schema { query: Root } type Root { query: Query } type Query { a: Int }")]
    public void A_sound_schema_is_built(string sdl) => SchemaReader.Read(sdl).QueryType.Fields.Count.ShouldBe(1);

    [Fact]
    public void All_errors_are_reported_at_once() =>
        Should
            .Throw<SchemaException>(() => SchemaReader.Read("type Query { a: A b(c: Query): Int } type A union U"))
            .Errors.Count.ShouldBe(3);

    [Theory]
    [InlineData("type Query { a: Int a: Int }", "Type Query defines \"a\" more than once.")]
    [InlineData("type Query { a: Int } type Query { b: Int }", "There can be only one type named \"Query\".")]
    [InlineData("schema { query: Query query: Query } type Query { a: Int }", "There can be only one query type in schema.")]
    [InlineData(
        "schema { query: Query } extend schema { query: Query } type Query { a: Int }",
        "There can be only one query type in schema."
    )]
    [InlineData("schema { query: Query } schema { mutation: Query } type Query { a: Int }", "Must provide only one schema definition.")]
    [InlineData("type Query { a: Qery }", "Unknown type \"Qery\". Did you mean \"Query\"?")]
    public void Schemas_that_cannot_be_built_are_rejected_immediately(string sdl, string error) =>
        Should.Throw<SchemaException>(() => SchemaReader.Read(sdl)).Message.ShouldBe(error);

    [Fact]
    public void OneOf_objects_without_a_finite_value_are_refused() =>
        Should
            .Throw<SchemaException>(() => SchemaReader.Read("type Query { a(b: A): Int } input A @oneOf { b: B } input B @oneOf { a: A }"))
            .Errors.Count.ShouldBe(2);

    [Fact]
    public void Two_types_with_one_name_are_rejected()
    {
        var query = new ObjectType(
            "Query",
            new FieldDefinition("a", new ObjectType("A", new FieldDefinition("x", Scalars.Int))),
            new FieldDefinition("b", new ObjectType("A", new FieldDefinition("x", Scalars.Int)))
        );
        Should
            .Throw<SchemaException>(() => new Schema(query))
            .Message.ShouldBe("Schema must contain uniquely named types but contains multiple types named \"A\".");
    }

    [Fact]
    public void A_cycle_of_types_is_built_in_code()
    {
        ObjectType? person = null;
        person = new ObjectType("Person", () => [new FieldDefinition("friends", person!.List())]);
        var schema = new Schema(new ObjectType("Query", new FieldDefinition("me", person)));
        schema.GetObjectType("Person").Fields["friends"].Type.InnermostType.ShouldBeSameAs(person);
        Should.Throw<KeyNotFoundException>(() => schema.GetObjectType("Nobody"));
    }
}

using ProjectGraph.GraphQL.Types;

namespace ProjectGraph.GraphQL.Tests.Execution;

[Spec("4", "Introspection")]
public class IntrospectionTests
{
    private static readonly Schema Schema = SchemaReader.Read(
        """
        "All of it." schema { query: Root mutation: Change }
        directive @mark(a: Int = 1 @deprecated) repeatable on FIELD | OBJECT
        type Root { a(b: [Int!]! = [1], old: Int @deprecated(reason: "x")): Thing old: Int @deprecated }
        type Change { do: Int }
        interface Thing { id: ID }
        type A implements Thing { id: ID }
        union U = A
        enum E { X Y @deprecated(reason: "No more.") }
        input In @oneOf { a: Int b: String }
        input Plain { a: Int = 3 "about b" b: In @deprecated }
        scalar Date @specifiedBy(url: "https://example.com")
        """
    );

    [Theory]
    [InlineData("schema and its roots", "__schema { description queryType { name } mutationType { name } subscriptionType { name } }")]
    [InlineData(
        "arguments and their types",
        "__type(name: \"Root\") { kind name fields { name isDeprecated args { name defaultValue type { kind name ofType { kind ofType { kind ofType { name } } } } } } }"
    )]
    [InlineData(
        "deprecated fields and arguments",
        "__type(name: \"Root\") { fields(includeDeprecated: true) { name deprecationReason args(includeDeprecated: true) { name isDeprecated } } }"
    )]
    [InlineData("interface", "__type(name: \"Thing\") { kind possibleTypes { name } interfaces { name } enumValues { name } }")]
    [InlineData("union", "__type(name: \"U\") { kind possibleTypes { name } fields { name } }")]
    [InlineData("object", "__type(name: \"A\") { possibleTypes { name } interfaces { name } isOneOf }")]
    [InlineData("enum", "__type(name: \"E\") { enumValues { name } all: enumValues(includeDeprecated: true) { name deprecationReason } }")]
    [InlineData(
        "input objects",
        "a: __type(name: \"In\") { kind isOneOf } b: __type(name: \"Plain\") { isOneOf inputFields { name defaultValue } all: inputFields(includeDeprecated: true) { name description } }"
    )]
    [InlineData("scalar", "__type(name: \"Date\") { kind specifiedByURL }")]
    [InlineData("unknown type", "__type(name: \"Nothing\") { name }")]
    [InlineData("introspection type", "__type(name: \"__Type\") { kind name }")]
    public async Task A_schema_answers_for_itself(string @case, string selection) =>
        (await RequestRunner.GetJsonAsync(Schema, $"{{ {selection} }}")).ShouldMatchSnapshot(@case);

    [Fact]
    public async Task Directives_are_listed_with_their_places() =>
        (
            await RequestRunner.GetJsonAsync(
                Schema,
                "{ __schema { directives { name isRepeatable locations args { name } all: args(includeDeprecated: true) { name } } } }"
            )
        ).ShouldMatchSnapshot();

    [Fact]
    public async Task The_introspection_types_describe_themselves() =>
        (await RequestRunner.GetJsonAsync(Schema, "{ __schema { types { name } } __typename }")).ShouldMatchSnapshot();

    [Fact]
    public async Task Introspection_queries_of_tools_stay_below_the_limits()
    {
        const string query = """
            query IntrospectionQuery {
              __schema {
                description
                queryType { name kind } mutationType { name kind } subscriptionType { name kind }
                types { ...FullType }
                directives { name description isRepeatable locations args(includeDeprecated: true) { ...InputValue } }
              }
            }
            fragment FullType on __Type {
              kind name description specifiedByURL isOneOf
              fields(includeDeprecated: true) { name description args(includeDeprecated: true) { ...InputValue } type { ...TypeRef } isDeprecated deprecationReason }
              inputFields(includeDeprecated: true) { ...InputValue }
              interfaces { ...TypeRef }
              enumValues(includeDeprecated: true) { name description isDeprecated deprecationReason }
              possibleTypes { ...TypeRef }
            }
            fragment InputValue on __InputValue { name description type { ...TypeRef } defaultValue isDeprecated deprecationReason }
            fragment TypeRef on __Type {
              kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name ofType {
              kind name ofType { kind name ofType { kind name ofType { kind name } } } } } } } } }
            }
            """;
        (await RequestRunner.GetResultAsync(Schema, query)).Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task It_can_be_switched_off()
    {
        GraphQLResult result = await RequestRunner.GetResultAsync(
            Schema,
            "{ __schema { description } }",
            options: new GraphQLOptions { AllowIntrospection = false }
        );
        result.RequestError.ShouldBe(RequestErrorKind.Validation);
        result
            .Errors.ShouldHaveSingleItem()
            .Message.ShouldBe("GraphQL introspection has been disabled, but the requested query contained the field \"__schema\".");
    }
}

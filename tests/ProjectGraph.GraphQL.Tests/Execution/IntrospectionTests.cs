using System.Text.Json;
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
        """);

    [Theory]
    [InlineData("__schema { description queryType { name } mutationType { name } subscriptionType { name } }",
        """{"__schema":{"description":"All of it.","queryType":{"name":"Root"},"mutationType":{"name":"Change"},"subscriptionType":null}}""")]
    [InlineData("__type(name: \"Root\") { kind name fields { name isDeprecated args { name defaultValue type { kind name ofType { kind ofType { kind ofType { name } } } } } } }",
        """{"__type":{"kind":"OBJECT","name":"Root","fields":[{"name":"a","isDeprecated":false,"args":[{"name":"b","defaultValue":"[1]","type":{"kind":"NON_NULL","name":null,"ofType":{"kind":"LIST","ofType":{"kind":"NON_NULL","ofType":{"name":"Int"}}}}}]}]}}""")]
    [InlineData("__type(name: \"Root\") { fields(includeDeprecated: true) { name deprecationReason args(includeDeprecated: true) { name isDeprecated } } }",
        """{"__type":{"fields":[{"name":"a","deprecationReason":null,"args":[{"name":"b","isDeprecated":false},{"name":"old","isDeprecated":true}]},{"name":"old","deprecationReason":"No longer supported","args":[]}]}}""")]
    [InlineData("__type(name: \"Thing\") { kind possibleTypes { name } interfaces { name } enumValues { name } }",
        """{"__type":{"kind":"INTERFACE","possibleTypes":[{"name":"A"}],"interfaces":[],"enumValues":null}}""")]
    [InlineData("__type(name: \"U\") { kind possibleTypes { name } fields { name } }", """{"__type":{"kind":"UNION","possibleTypes":[{"name":"A"}],"fields":null}}""")]
    [InlineData("__type(name: \"A\") { possibleTypes { name } interfaces { name } isOneOf }", """{"__type":{"possibleTypes":null,"interfaces":[{"name":"Thing"}],"isOneOf":null}}""")]
    [InlineData("__type(name: \"E\") { enumValues { name } all: enumValues(includeDeprecated: true) { name deprecationReason } }",
        """{"__type":{"enumValues":[{"name":"X"}],"all":[{"name":"X","deprecationReason":null},{"name":"Y","deprecationReason":"No more."}]}}""")]
    [InlineData("a: __type(name: \"In\") { kind isOneOf } b: __type(name: \"Plain\") { isOneOf inputFields { name defaultValue } all: inputFields(includeDeprecated: true) { name description } }",
        """{"a":{"kind":"INPUT_OBJECT","isOneOf":true},"b":{"isOneOf":false,"inputFields":[{"name":"a","defaultValue":"3"}],"all":[{"name":"a","description":null},{"name":"b","description":"about b"}]}}""")]
    [InlineData("__type(name: \"Date\") { kind specifiedByURL }", """{"__type":{"kind":"SCALAR","specifiedByURL":"https://example.com"}}""")]
    [InlineData("__type(name: \"Nothing\") { name }", """{"__type":null}""")]
    [InlineData("__type(name: \"__Type\") { kind name }", """{"__type":{"kind":"OBJECT","name":"__Type"}}""")]
    public async Task A_schema_answers_for_itself(string selection, string data)
    {
        using JsonDocument document = JsonDocument.Parse(await Run.Json(Schema, $"{{ {selection} }}"));
        JsonElement.DeepEquals(document.RootElement.GetProperty("data"), Run.Element(data)!.Value).ShouldBeTrue(document.RootElement.ToString());
    }

    [Fact]
    public async Task Directives_are_listed_with_their_places()
    {
        string json = await Run.Json(Schema, "{ __schema { directives { name isRepeatable locations args { name } all: args(includeDeprecated: true) { name } } } }");
        json.ShouldContain("""{"name":"mark","isRepeatable":true,"locations":["FIELD","OBJECT"],"args":[],"all":[{"name":"a"}]}""");
        foreach (string name in new[] { "include", "skip", "deprecated", "specifiedBy", "oneOf" })
            json.ShouldContain($"\"name\":\"{name}\"");
    }

    [Fact]
    public async Task The_introspection_types_describe_themselves()
    {
        string json = await Run.Json(Schema, "{ __schema { types { name } } __typename }");
        foreach (string name in new[] { "__Schema", "__Type", "__TypeKind", "__Field", "__InputValue", "__EnumValue", "__Directive", "__DirectiveLocation", "Boolean" })
            json.ShouldContain($"{{\"name\":\"{name}\"}}");
        json.ShouldEndWith("\"__typename\":\"Root\"}}");
    }

    [Fact]
    public async Task What_tools_ask_stays_below_the_limits()
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
        (await Run.Result(Schema, query)).Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task It_can_be_switched_off()
    {
        GraphQLResult result = await Run.Result(Schema, "{ __schema { description } }", options: new GraphQLOptions { AllowIntrospection = false });
        result.RequestError.ShouldBe(RequestErrorKind.Validation);
        result.Errors.ShouldHaveSingleItem().Message
            .ShouldBe("GraphQL introspection has been disabled, but the requested query contained the field \"__schema\".");
    }
}

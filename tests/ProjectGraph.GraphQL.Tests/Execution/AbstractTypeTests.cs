using ProjectGraph.GraphQL.Execution;
using ProjectGraph.GraphQL.Types;

namespace ProjectGraph.GraphQL.Tests.Execution;

[Spec("6.4", "Abstract types")]
public class AbstractTypeTests
{
    [Fact]
    public async Task Each_object_answers_its_own_fields() =>
        (
            await RequestRunner.GetJsonAsync(
                Build(value => (string)value == "c" ? "Cat" : "Dog"),
                "{ pets { __typename name ... on Dog { barks } ... on Cat { meows } ...F } } fragment F on Pet { n: name }"
            )
        ).ShouldMatchSnapshot();

    [Fact]
    public async Task Without_a_type_resolver_each_type_is_tested() =>
        (await RequestRunner.GetJsonAsync(Build(null), "{ pets { __typename } }")).ShouldBe(
            """{"data":{"pets":[{"__typename":"Dog"},{"__typename":"Cat"}]}}"""
        );

    [Theory]
    [InlineData("Fish", "Abstract type \"Pet\" was resolved to a type \"Fish\" that does not exist inside the schema.")]
    [InlineData("Pet", "Abstract type \"Pet\" was resolved to a non-object type \"Pet\".")]
    [InlineData("Query", "Runtime Object type \"Query\" is not a possible type for \"Pet\".")]
    [InlineData("Cat", "Expected value of type \"Cat\" but got: \"d\".")]
    [InlineData(
        null,
        "Abstract type \"Pet\" must resolve to an Object type at runtime for field \"Query.pets\". Either the \"Pet\" type should provide a \"resolveType\" function or each possible type should provide an \"isTypeOf\" function."
    )]
    public async Task A_wrong_type_is_an_error_of_the_item(string? type, string message)
    {
        GraphQLResult result = await RequestRunner.GetResultAsync(Build(_ => type), "{ pets { __typename } }");
        result.Errors[0].Message.ShouldBe(message);
        result.Errors[0].Path.ShouldBe(["pets", 0]);
    }

    private static Schema Build(Func<object, string?>? resolveType)
    {
        var pet = new InterfaceType("Pet", new FieldDefinition("name", Scalars.String)) { ResolveType = resolveType };
        FieldDefinition Name() => new("name", Scalars.String) { Read = parent => parent };
        var dog = new ObjectType("Dog", () => [Name(), new FieldDefinition("barks", Scalars.Boolean) { Read = _ => true }], () => [pet])
        {
            IsTypeOf = value => (string)value == "d",
        };
        var cat = new ObjectType("Cat", () => [Name(), new FieldDefinition("meows", Scalars.Boolean) { Read = _ => false }], () => [pet])
        {
            IsTypeOf = value => (string)value == "c",
        };
        return new Schema(
            new ObjectType("Query", new FieldDefinition("pets", pet.List()) { Read = _ => new[] { "d", "c" } }),
            types: [dog, cat]
        );
    }
}

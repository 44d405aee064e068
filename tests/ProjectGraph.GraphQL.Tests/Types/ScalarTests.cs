using System.Text.Json;
using ProjectGraph.GraphQL.Language;
using ProjectGraph.GraphQL.Types;

namespace ProjectGraph.GraphQL.Tests.Types;

[Spec("3.5", "Scalars: result and input coercion")]
public class ScalarTests
{
    public static TheoryData<ScalarType, object, object> Results =>
        new()
        {
            { Scalars.Int, 1, 1 },
            { Scalars.Int, -1L, -1 },
            { Scalars.Int, 1e5, 100000 },
            { Scalars.Int, "123", 123 },
            { Scalars.Int, true, 1 },
            { Scalars.Int, 7m, 7 },
            { Scalars.Float, 1, 1 },
            { Scalars.Float, 1.25m, 1.25m },
            { Scalars.Float, "-1.1", -1.1 },
            { Scalars.Float, false, 0 },
            { Scalars.String, 123, "123" },
            { Scalars.String, -1.1, "-1.1" },
            { Scalars.String, true, "true" },
            { Scalars.Boolean, 1, true },
            { Scalars.Boolean, 0L, false },
            { Scalars.Id, 123L, "123" },
            { Scalars.Id, "", "" },
        };

    public static TheoryData<ScalarType, object, string> BadResults =>
        new()
        {
            { Scalars.Int, 0.1, "Int cannot represent non-integer value: 0.1" },
            { Scalars.Int, "-1.1", "Int cannot represent non-integer value: \"-1.1\"" },
            { Scalars.Int, "one", "Int cannot represent non-integer value: \"one\"" },
            { Scalars.Int, "", "Int cannot represent non-integer value: \"\"" },
            { Scalars.Int, 9876504321, "Int cannot represent non 32-bit signed integer value: 9876504321" },
            { Scalars.Int, double.NaN, "Int cannot represent non-integer value: NaN" },
            { Scalars.Float, double.PositiveInfinity, "Float cannot represent non numeric value: Infinity" },
            { Scalars.Float, "", "Float cannot represent non numeric value: \"\"" },
            { Scalars.String, new object[] { 1 }, "String cannot represent value: [1]" },
            { Scalars.Boolean, "true", "Boolean cannot represent a non boolean value: \"true\"" },
            { Scalars.Id, true, "ID cannot represent value: true" },
            { Scalars.Id, 1.5, "ID cannot represent value: 1.5" },
        };

    [Theory]
    [MemberData(nameof(Results), DisableDiscoveryEnumeration = true)]
    public void A_result_is_serialized(ScalarType type, object value, object expected) => type.Serialize(value).ShouldBe(expected);

    [Theory]
    [MemberData(nameof(BadResults), DisableDiscoveryEnumeration = true)]
    public void A_result_that_cannot_be_represented_is_refused(ScalarType type, object value, string message) =>
        Should.Throw<GraphQLException>(() => type.Serialize(value)).Message.ShouldBe(message);

    [Theory]
    [InlineData("Int", "1", 1)]
    [InlineData("Int", "1.0", 1)]
    [InlineData("Int", "1e3", 1000)]
    [InlineData("Int", "-2147483648", int.MinValue)]
    [InlineData("Float", "1", 1.0)]
    [InlineData("Float", "1.5", 1.5)]
    [InlineData("String", "\"a\"", "a")]
    [InlineData("Boolean", "true", true)]
    [InlineData("ID", "\"a\"", "a")]
    [InlineData("ID", "123456789012345678901234567890", "123456789012345678901234567890")]
    public void An_input_is_parsed(string type, string json, object expected) => Find(type).ParseValue(Json(json)).ShouldBe(expected);

    [Theory]
    [InlineData("Int", "\"1\"", "Int cannot represent non-integer value: \"1\"")]
    [InlineData("Int", "1.5", "Int cannot represent non-integer value: 1.5")]
    [InlineData("Int", "2147483648", "Int cannot represent non 32-bit signed integer value: 2147483648")]
    [InlineData("Int", "true", "Int cannot represent non-integer value: true")]
    [InlineData("Float", "\"1.5\"", "Float cannot represent non numeric value: \"1.5\"")]
    [InlineData("String", "1", "String cannot represent a non string value: 1")]
    [InlineData("String", "[\"a\"]", "String cannot represent a non string value: [\"a\"]")]
    [InlineData("Boolean", "1", "Boolean cannot represent a non boolean value: 1")]
    [InlineData("ID", "1.0", "ID cannot represent value: 1.0")]
    [InlineData("ID", "{\"a\":1}", "ID cannot represent value: { a: 1 }")]
    public void An_input_of_another_kind_is_refused(string type, string json, string message) =>
        Should.Throw<GraphQLException>(() => Find(type).ParseValue(Json(json))).Message.ShouldBe(message);

    [Fact]
    public void A_custom_scalar_without_code_takes_literals_as_JSON()
    {
        var scalar = new ScalarType("JSON");
        LiteralCoercion
            .TryCoerce(Parser.ParseValue("{ a: [1, 2.50, \"x\", true, null, E] }"), scalar, null, out object? value)
            .ShouldBeTrue();
        ((JsonElement)value!).GetRawText().ShouldBe("""{"a":[1,2.50,"x",true,null,"E"]}""");
    }

    private static ScalarType Find(string name) => Scalars.All.Single(type => type.Name == name);

    private static JsonElement Json(string text) => JsonDocument.Parse(text).RootElement;
}

using System.Text.Json;
using ProjectGraph.GraphQL.Types;

namespace ProjectGraph.GraphQL.Tests;

public sealed class JsonTextTests
{
    [Theory]
    [InlineData("""{"a":"plain","b":[1,"ü😀"],"c":"\ud83d\ude00"}""", null)]
    [InlineData("""{"a":"\ud800"}""", "a")]
    [InlineData("""{"where":{"name":{"eq":"x\udc00y"}}}""", "where.name.eq")]
    [InlineData("""{"ids":["a",{"b":"c"},"\ud83d"]}""", "ids[2]")]
    [InlineData("""{"ids":[["a"],["b","\ud83d"]]}""", "ids[1][1]")]
    [InlineData("""{"a":{"b":1},"c":"\ud800"}""", "c")]
    [InlineData("""{"a":{"\ud800":1}}""", "a")]
    [InlineData("""{"\ud800":1}""", "")]
    [InlineData("\"\\ud800\"", "")]
    [InlineData("\"\\u0000\"", null)]
    public void Half_a_surrogate_pair_is_found_by_its_path(string json, string? path) =>
        JsonUnicodeValidator.FindInvalid(JsonElement.Parse(json)).ShouldBe(path);

    [Fact]
    public void Bytes_that_are_not_UTF8_are_found_too()
    {
        byte[] json = [.. "{\"a\":1,\"b\":[\"x"u8, 0xED, 0xA0, 0x80, .. "\"]}"u8];
        JsonUnicodeValidator.FindInvalid(JsonElement.Parse(json)).ShouldBe("b[0]");
    }

    [Fact]
    public void Names_of_any_length_make_no_path_of_any_length()
    {
        string name = new('n', 10_000);
        JsonUnicodeValidator.FindInvalid(JsonElement.Parse($$$"""{"a":{"{{{name}}}":"\ud800"}}""")).ShouldBe("a…");
    }

    [Fact]
    public async Task A_variable_with_invalid_Unicode_is_reported_by_name()
    {
        var schema = SchemaReader.Read("input In { text: String }  enum E { A }  type Query { a(in: In, e: E, s: String): Int }");
        var engine = new GraphQLEngine(schema);
        foreach (
            var (variables, place) in (IEnumerable<(string, string)>)
                [
                    ("""{"i":{"text":"\ud800"}}""", "i.text"),
                    ("""{"i":{"\ud800":1}}""", "i"),
                    ("""{"e":"\ud800"}""", "e"),
                    ("""{"s":"\ud800"}""", "s"),
                    ("""{"s":["\ud800"]}""", "s[0]"),
                ]
        )
        {
            var result = await engine.ExecuteAsync(
                new GraphQLRequest
                {
                    Query = "query($i: In, $e: E, $s: String) { a(in: $i, e: $e, s: $s) }",
                    Variables = JsonElement.Parse(variables),
                }
            );
            result.RequestError.ShouldBe(RequestErrorKind.Coercion);
            result.Errors.ShouldHaveSingleItem().Message.ShouldContain($"at \"{place}\"");
        }
    }
}

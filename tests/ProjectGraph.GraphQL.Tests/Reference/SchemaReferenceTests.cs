using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ProjectGraph.GraphQL.Language;
using ProjectGraph.GraphQL.Tests.Validation;
using ProjectGraph.GraphQL.Types;
using ProjectGraph.Server.Tests;

namespace ProjectGraph.GraphQL.Tests.Reference;

[Spec("3", "Type system and introspection, against the reference implementation")]
public sealed partial class SchemaReferenceTests
{
    private const string ValidSdl = """
        "d" schema { query: Q mutation: M }
        directive @d(a: Int = 1, b: [In!]) repeatable on OBJECT | FIELD_DEFINITION | ARGUMENT_DEFINITION | ENUM | ENUM_VALUE | INPUT_OBJECT | SCALAR
        directive @once(why: String! = "it", not: Boolean) on FIELD_DEFINITION | INTERFACE | UNION | INPUT_FIELD_DEFINITION | SCHEMA
        scalar S @specifiedBy(url: "https://example.org") @d(a: 2)
        interface Node { id: ID! }
        interface Named implements Node { id: ID! name(short: Boolean = true, long: In): String }
        type Q implements Named & Node @d @d(a: 3) { id: ID! name(short: Boolean = true, long: In, more: Int): String! u: U e(x: E = ONE): [E!] @deprecated q: Q @once }
        type M implements Node { id: ID! do(in: In!, one: One): U }
        type T implements Node { id: ID! other: [[T!]!] old: Int @deprecated(reason: "so") }
        union U @once = Q | T
        enum E @d { ONE TWO @deprecated THREE @d }
        input In @d { a: Int! = 1 b: [In!] c: E = TWO @deprecated d: String @once s: S }
        input One @oneOf { a: Int b: In }
        extend type T { more: Int } extend enum E { FOUR } extend union U = M extend input One { c: ID } extend interface Named { also: Int } extend type Q { also: Int }
        """;

    [FactWith("node", "npm")]
    public async Task Schemas_are_refused_when_the_reference_refuses_them()
    {
        int answered = 0;
        await CompareAsync(ValidSdl);
        await CompareAsync(ValidationSchema.Text);
        await Property.CheckAsync(
            Property.From(random => DocumentMutator.Mutate(ValidSdl, random), choices: 40),
            14_000,
            first: 4,
            CompareAsync
        );
        answered.ShouldBeGreaterThan(1_000);

        async Task CompareAsync(string sdl)
        {
            if (!Parses(sdl))
                return;
            string expected = ComparableResult.FromJson(await ReferenceEngine.RunAsync(new { kind = "schema", sdl }));
            string actual = Read(sdl);
            // Which mistakes are named differs, since each side stops elsewhere. Values that don't fit their types, which the
            // specification forbids, the reference lets pass.
            if (InvalidValue().IsMatch(expected + actual))
                return;
            answered++;
            GetVerdict(actual).ShouldBe(GetVerdict(expected), $"{sdl}\n--- expected\n{expected}\n--- actual\n{actual}");
        }
    }

    [FactWith("node", "npm")]
    public async Task Introspection_tells_what_the_reference_tells()
    {
        string[] texts = [ValidSdl, ValidationSchema.Text, SchemaPrinter.Print(SchemaReader.Read(ValidSdl))];
        string query = (await ReferenceEngine.RunAsync(new { kind = "introspectionQuery" })).GetProperty("text").GetString()!;
        foreach (string sdl in texts)
        {
            JsonElement expected = await ReferenceEngine.RunAsync(new { kind = "introspect", sdl });
            string actual = await RequestRunner.GetJsonAsync(SchemaReader.Read(sdl), query);
            ComparableResult.Compare(sdl, Canonical(JsonNode.Parse(expected.GetRawText())), Canonical(JsonNode.Parse(actual)));
        }
    }

    private static bool Parses(string text)
    {
        try
        {
            return Parser.Parse(text).Definitions.All(definition => definition is TypeSystemNode);
        }
        catch (GraphQLSyntaxException)
        {
            return false;
        }
    }

    private static string Read(string text)
    {
        try
        {
            SchemaReader.Read(text);
            return "";
        }
        catch (SchemaException exception)
        {
            return exception.Message;
        }
    }

    private static string GetVerdict(string errors) => errors.Length == 0 ? "sound" : "refused";

    [GeneratedRegex("has invalid (default )?value")]
    private static partial Regex InvalidValue();

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    // Types and directives stand in no particular order.
    private static string Canonical(JsonNode? node) => Sorted(node)!.ToJsonString(Indented);

    private static JsonNode? Sorted(JsonNode? node) =>
        node switch
        {
            JsonObject map => new JsonObject(map.Select(member => KeyValuePair.Create(member.Key, Sorted(member.Value)))),
            JsonArray list => new JsonArray([.. list.Where(item => !IsOwn(item)).Select(Sorted).OrderBy(Name, StringComparer.Ordinal)]),
            _ => node?.DeepClone(),
        };

    private static string? Name(JsonNode? item) =>
        item is JsonObject map && (map.ContainsKey("kind") || map.ContainsKey("locations")) ? (string?)map["name"] : null;

    // The types of introspection itself, and the argument of @deprecated, are those of the September 2025 edition here.
    private static bool IsOwn(JsonNode? item) =>
        (item is JsonObject map ? (string?)map["name"] : item?.ToString()) is { } name
        && (name.StartsWith("__", StringComparison.Ordinal) || name is "DIRECTIVE_DEFINITION" or "reason");
}

namespace ProjectGraph.GraphQL.Tests.Reference;

/// <summary>Documents that use all of the language, as seeds for others.</summary>
internal static class Corpus
{
    public static IReadOnlyList<string> Documents { get; } =
    [
        "{ a }",
        "{ a(b: 1, c: -2.5e10, d: \"text \\n \\u00e9 \\u{1F600}\", e: true, f: null, g: RED, h: [1, [2], []], i: { j: { k: $l } }) }",
        "query Q($a: Int = 1 @x, $b: [T!]!, $c: I = { a: [1] }) @y(z: $a) { alias: a(b: $a) @include(if: $b) { ...F @skip(if: true) ... on T @x { b } ... { c } ... @y { d } } }",
        "fragment F on T @x { a } query { ...F } mutation M { do(it: \"\"\"block \\\"\"\" text\n   deep\n  end\"\"\") } subscription { on }",
        "\"what it is\" query ($a: Int) { a(on: $a, type: $a, query: fragment) { on: query fragment: on } }",
        "schema @x { query: Q mutation: M } \"d\" scalar S @specifiedBy(url: \"u\") extend scalar S @x",
        "\"\"\"\nblock\n  description\n\"\"\" type A implements B & C @x { \"f\" f(\"a\" a: Int = 1 @y, b: [B!]!): T! @deprecated(reason: \"no\") }",
        "interface I implements J { a(b: Int = 1): [Int!]! } extend interface I @x extend type A { b: C } union U @x = | A | B extend union U = C",
        "enum E @x { A @y \"c\" B } extend enum E { C } input N @oneOf { \"a\" a: Int = 1 @y b: [N!] } extend input N { c: S }",
        "\"d\" directive @d(a: Int = 1 @deprecated, b: N) repeatable on | FIELD | VARIABLE_DEFINITION extend schema @y { subscription: S }",
        "# comment\n{ a, b,, c # another\n d }\r\n\r query\tB { e\uFEFF }",
    ];
}

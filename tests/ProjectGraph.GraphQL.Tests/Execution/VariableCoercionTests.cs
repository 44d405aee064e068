using ProjectGraph.GraphQL.Types;

namespace ProjectGraph.GraphQL.Tests.Execution;

[Spec("6.1", "Coercing variable values")]
public class VariableCoercionTests
{
    private static readonly Schema Schema = Build();

    [Theory]
    [InlineData("$v: Input", "input(arg: $v)", """{"v":{"c":"x","b":["y"],"a":null}}""", "a=null b=[y] c=x")]
    [InlineData("$v: Input", "input(arg: $v)", """{"v":{"c":"x","b":"y"}}""", "b=[y] c=x")]
    [InlineData("$v: Input", "input(arg: $v)", """{"v":null}""", "null")]
    [InlineData("$v: Input", "input(arg: $v)", "{}", "absent")]
    [InlineData("$v: Input = { c: \"d\" }", "input(arg: $v)", "{}", "c=d")]
    [InlineData("$v: Int = 3", "int(arg: $v)", """{"v":null}""", "null")]
    [InlineData("$v: Int = 3", "int(arg: $v)", null, "3")]
    [InlineData("$v: [Int]", "list(arg: $v)", """{"v":[1,null]}""", "[1,null]")]
    [InlineData("$v: [Int]", "list(arg: $v)", """{"v":1}""", "[1]")]
    [InlineData("$v: Colour", "colour(arg: $v)", """{"v":"GREEN"}""", "7")]
    [InlineData("$v: Key!", "key(arg: $v)", """{"v":{"id":5}}""", "id=5")]
    [InlineData("$v: String!", "input(arg: { c: $v })", """{"v":"in"}""", "c=in")]
    public async Task A_value_of_its_type_reaches_the_resolver(string definition, string field, string? variables, string expected)
    {
        GraphQLResult result = await RequestRunner.GetResultAsync(Schema, $"query ({definition}) {{ {field} }}", variables);
        result.Errors.ShouldBeEmpty();
        result.ToJson().ShouldContain($":\"{expected}\"");
    }

    [Theory]
    [InlineData("$v: Input!", "{}", "Variable \"$v\" of required type \"Input!\" was not provided.")]
    [InlineData("$v: Input!", """{"v":null}""", "Variable \"$v\" of non-null type \"Input!\" must not be null.")]
    [InlineData("$v: Input", """{"v":"foo"}""", "Variable \"$v\" got invalid value \"foo\"; Expected type \"Input\" to be an object.")]
    [InlineData(
        "$v: Input",
        """{"v":{"c":null}}""",
        "Variable \"$v\" got invalid value null at \"v.c\"; Expected non-nullable type \"String!\" not to be null."
    )]
    [InlineData(
        "$v: Input",
        """{"v":{"a":"x"}}""",
        "Variable \"$v\" got invalid value { a: \"x\" }; Field \"c\" of required type \"String!\" was not provided."
    )]
    [InlineData(
        "$v: Input",
        """{"v":{"c":"x","extra":1}}""",
        "Variable \"$v\" got invalid value { c: \"x\", extra: 1 }; Field \"extra\" is not defined by type \"Input\"."
    )]
    [InlineData(
        "$v: Input",
        """{"v":{"c":"x","b":[1]}}""",
        "Variable \"$v\" got invalid value 1 at \"v.b[0]\"; String cannot represent a non string value: 1"
    )]
    [InlineData(
        "$v: Input",
        """{"v":{"c":"x","inner":{"c":[]}}}""",
        "Variable \"$v\" got invalid value [] at \"v.inner.c\"; String cannot represent a non string value: []"
    )]
    [InlineData(
        "$v: Colour",
        """{"v":"GREN"}""",
        "Variable \"$v\" got invalid value \"GREN\"; Value \"GREN\" does not exist in \"Colour\" enum. Did you mean the enum value \"GREEN\" or \"RED\"?"
    )]
    [InlineData("$v: Colour", """{"v":2}""", "Variable \"$v\" got invalid value 2; Enum \"Colour\" cannot represent non-string value: 2.")]
    [InlineData("$v: Int", """{"v":"1"}""", "Variable \"$v\" got invalid value \"1\"; Int cannot represent non-integer value: \"1\"")]
    [InlineData(
        "$v: [Int!]",
        """{"v":[1,null]}""",
        "Variable \"$v\" got invalid value null at \"v[1]\"; Expected non-nullable type \"Int!\" not to be null."
    )]
    [InlineData(
        "$v: Key",
        """{"v":{}}""",
        "Variable \"$v\" got invalid value {}; Exactly one key must be specified for OneOf type \"Key\"."
    )]
    [InlineData(
        "$v: Key",
        """{"v":{"id":1,"name":"a"}}""",
        "Variable \"$v\" got invalid value { id: 1, name: \"a\" }; Exactly one key must be specified for OneOf type \"Key\"."
    )]
    [InlineData("$v: Key", """{"v":{"id":null}}""", "Variable \"$v\" got invalid value null at \"v.id\"; Field \"id\" must be non-null.")]
    [InlineData(
        "$v: [Int]",
        """{"v":[1,2,3,4,5,6]}""",
        "Variable \"$v\" got invalid value [1, 2, 3, 4, 5, 6]; A list of 6 items exceeds the limit of 5."
    )]
    [InlineData("$v: Odd", """{"v":2}""", "Variable \"$v\" got invalid value 2; Expected type \"Odd\". Even.")]
    public async Task Another_value_is_refused_with_its_path(string definition, string variables, string message)
    {
        GraphQLResult result = await RequestRunner.GetResultAsync(
            Schema,
            $"query ({definition}) {{ {FieldFor(definition)} }}",
            variables,
            new GraphQLOptions { MaxListSize = 5 }
        );
        result.RequestError.ShouldBe(RequestErrorKind.Coercion);
        result.WasExecuted.ShouldBeFalse();
        GraphQLError error = result.Errors.ShouldHaveSingleItem();
        error.Message.ShouldBe(message);
        error.Locations.ShouldBe([new SourceLocation(1, 8)]);
        error.Path.ShouldBeNull();
    }

    [Fact]
    public async Task Errors_are_capped()
    {
        string many = "{\"v\":[" + string.Join(',', Enumerable.Repeat("\"x\"", 100)) + "]}";
        GraphQLResult result = await RequestRunner.GetResultAsync(Schema, "query ($v: [Int]) { list(arg: $v) }", many);
        result.Errors.Count.ShouldBe(51);
        result.Errors[^1].Message.ShouldBe("Too many errors processing variables, error limit reached. Execution aborted.");
    }

    [Fact]
    public async Task A_null_for_a_required_argument_is_the_fields_error()
    {
        const string query = "query ($v: Int = 1) { int2(arg: $v) }";
        (await RequestRunner.GetResultAsync(Schema, query, """{"v":null}"""))
            .Errors.ShouldHaveSingleItem()
            .Message.ShouldBe("Argument \"arg\" of non-null type \"Int!\" must not be null.");
        (await RequestRunner.GetResultAsync(Schema, query)).Errors.ShouldBeEmpty();
    }

    private static string FieldFor(string definition) =>
        definition.Split(' ')[1].Trim('!') switch
        {
            "Input" => "input(arg: $v)",
            "Colour" => "colour(arg: $v)",
            "Int" => "int(arg: $v)",
            "Key" => "key(arg: $v)",
            "Odd" => "odd(arg: $v)",
            _ => "list(arg: $v)",
        };

    private static string FormatValue(object? value) =>
        value switch
        {
            null => "null",
            InputObject map => string.Join(' ', map.Select(pair => $"{pair.Key}={FormatValue(pair.Value)}")),
            IEnumerable<object?> items => $"[{string.Join(',', items.Select(FormatValue))}]",
            _ => value.ToString()!,
        };

    private static Schema Build()
    {
        InputObjectType? input = null;
        input = new InputObjectType("Input", () =>
            [
                new InputValueDefinition("a", Scalars.String),
                new InputValueDefinition("b", Scalars.String.List()),
                new InputValueDefinition("c", Scalars.String.NonNull()),
                new InputValueDefinition("inner", input!),
            ]
        );
        var colour = new EnumType("Colour", new EnumValue("RED", 3), new EnumValue("GREEN", 7));
        var key = new InputObjectType("Key", new InputValueDefinition("id", Scalars.Id), new InputValueDefinition("name", Scalars.String))
        {
            IsOneOf = true,
        };
        var odd = new ScalarType("Odd") { ParseValue = _ => throw new FormatException("Even.") };
        FieldDefinition Field(string name, GraphQLType type) =>
            new(name, Scalars.String, new InputValueDefinition("arg", type))
            {
                ReadWith = (_, arguments) => arguments.TryGetValue("arg", out object? value) ? FormatValue(value) : "absent",
            };
        return new Schema(
            new ObjectType(
                "Query",
                Field("input", input),
                Field("colour", colour),
                Field("key", key),
                Field("int", Scalars.Int),
                Field("int2", Scalars.Int.NonNull()),
                Field("list", Scalars.Int.List()),
                Field("odd", odd)
            )
        );
    }
}

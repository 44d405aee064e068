using ProjectGraph.GraphQL.Language;
using ProjectGraph.GraphQL.Types;

namespace ProjectGraph.GraphQL.Tests.Types;

[Spec("3.10", "Literals of lists, enums, input objects, @oneOf")]
public class LiteralCoercionTests
{
    private static readonly EnumType Colour = new(
        "Colour",
        new EnumValue("RED", 1),
        new EnumValue("GREEN", ConsoleColor.Green),
        new EnumValue("BLUE")
    );

    private static readonly InputObjectType Input = new(
        "Input",
        new InputValueDefinition("int", Scalars.Int, "42"),
        new InputValueDefinition("bool", Scalars.Boolean),
        new InputValueDefinition("required", Scalars.Boolean.NonNull())
    );

    [Theory]
    [InlineData("{ required: true, bool: null }", "int=42 bool=null required=True")]
    [InlineData("{ required: true }", "int=42 required=True")]
    [InlineData("{ required: true, int: null }", "int=null required=True")]
    [InlineData("{ int: $missing, required: true }", "int=42 required=True")]
    [InlineData("{ bool: $missing, required: true }", "int=42 required=True")]
    [InlineData("{ int: $given, required: true }", "int=7 required=True")]
    public void An_input_object_is_in_schema_order_and_absent_is_not_null(string literal, string expected)
    {
        var value = (InputObject)Coerce(literal, Input)!;
        string.Join(' ', value.Select(pair => $"{pair.Key}={pair.Value ?? "null"}")).ShouldBe(expected);
    }

    [Theory]
    [InlineData("{ int: 1 }")]
    [InlineData("{ required: null }")]
    [InlineData("{ required: $missing }")]
    [InlineData("{ required: true, other: 1 }")]
    [InlineData("[{ required: true }]")]
    public void What_is_not_of_the_type_is_not_coerced(string literal) =>
        LiteralCoercion.TryCoerce(Parser.ParseValue(literal), Input, Variables, out _).ShouldBeFalse();

    [Fact]
    public void Enums_become_the_hosts_values()
    {
        Coerce("RED", Colour).ShouldBe(1);
        Coerce("GREEN", Colour).ShouldBe(ConsoleColor.Green);
        Coerce("BLUE", Colour).ShouldBe("BLUE");
        LiteralCoercion.TryCoerce(Parser.ParseValue("\"RED\""), Colour, null, out _).ShouldBeFalse();
    }

    [Fact]
    public void A_single_value_becomes_a_list_and_a_missing_variable_a_null_in_it()
    {
        Coerce("1", Scalars.Int.List()).ShouldBe(new object[] { 1 });
        Coerce("[1, $missing, $given]", Scalars.Int.List()).ShouldBe(new object?[] { 1, null, 7 });
        Coerce("1", Scalars.Int.List().List()).ShouldBe(new object[] { new object[] { 1 } });
        LiteralCoercion.TryCoerce(Parser.ParseValue("[$missing]"), Scalars.Int.NonNull().List(), Variables, out _).ShouldBeFalse();
    }

    [Fact]
    public void Values_can_be_read_by_name()
    {
        var value = (InputObject)Coerce("{ required: true, bool: null }", Input)!;
        (value.GetOrDefault<int>("int"), value.GetOrDefault<bool>("bool"), value.ContainsKey("bool"), value.Count).ShouldBe(
            (42, false, true, 3)
        );
        Should.Throw<KeyNotFoundException>(() => value["nothing"]);
        value.Type.ShouldBeSameAs(Input);
    }

    private static VariableValues Variables { get; } = new(new Dictionary<string, object?> { ["given"] = 7 });

    private static object? Coerce(string literal, GraphQLType type)
    {
        LiteralCoercion.TryCoerce(Parser.ParseValue(literal), type, Variables, out object? value).ShouldBeTrue();
        return value;
    }
}

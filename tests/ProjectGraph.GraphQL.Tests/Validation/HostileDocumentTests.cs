using ProjectGraph.GraphQL.Language;
using ProjectGraph.GraphQL.Validation;

namespace ProjectGraph.GraphQL.Tests.Validation;

/// <summary>
/// Texts that are small to send and would be long to check. Each test passes by ending at all: what they would cost an engine
/// that does not guard against them is minutes, or the process.
/// </summary>
[Spec("5", "Hostile documents are refused quickly")]
public class HostileDocumentTests
{
    [Fact]
    public void Exponentially_nested_fragments_are_rejected_before_expansion()
    {
        string fragments = Join(60, i => $"fragment F{i} on Chair {{ a: made {{ ...F{i + 1} }} b: made {{ ...F{i + 1} }} }}");
        Errors($"{{ chair {{ ...F0 }} }} {fragments} fragment F60 on Chair {{ legs }}", maxDepth: 1_000)
            .ShouldContain(error => error.StartsWith("The operation has 1099511627776 fields", StringComparison.Ordinal));
    }

    [Fact]
    public void A_chain_of_fragments_longer_than_the_stack_is_refused()
    {
        string fragments = Join(1_800, i => $"fragment F{i} on Chair {{ ...F{i + 1} }}");
        Errors($"{{ chair {{ ...F0 }} }} {fragments} fragment F1800 on Chair {{ legs }}")
            .ShouldBe(["Selections and fragments are nested more than 200 levels deep."]);
    }

    [Fact]
    public void A_cycle_of_many_fragments_is_found()
    {
        string fragments = Join(190, i => $"fragment F{i} on Chair {{ ...F{(i + 1) % 190} }}");
        Errors($"{{ chair {{ ...F0 }} }} {fragments}")
            .ShouldHaveSingleItem()
            .ShouldStartWith("Cannot spread fragment \"F0\" within itself via");
    }

    [Fact]
    public void A_tangle_of_cycles_is_found_with_an_end()
    {
        string spreads = Join(14, i => $"...F{i}");
        string fragments = Join(14, i => $"fragment F{i} on Chair {{ made {{ {spreads} }} }}");
        Errors($"{{ chair {{ ...F0 }} }} {fragments}").Length.ShouldBe(101);
    }

    [Fact]
    public void The_same_field_thousands_of_times_is_compared_once()
    {
        Errors("{ " + Join(7_000, _ => "__typename") + " }", maxRootFields: 100_000).ShouldBeEmpty();
        Errors("{ chair { " + Join(3_000, _ => "made { legs }") + " } }").ShouldBeEmpty();
    }

    [Fact]
    public void Nested_repetition_is_compared_level_by_level()
    {
        string text = "legs";
        for (int i = 0; i < 11; i++)
            text = $"made {{ {text} }} made {{ {text} }}";
        Errors($"{{ chair {{ {text} }} }}").ShouldBeEmpty();
    }

    [Fact]
    public void Thousands_of_different_arguments_are_reported_up_to_the_cap()
    {
        string fields = Join(2_000, i => $"at(x: {i})");
        string[] errors = Errors($"{{ chair {{ {fields} }} }}");
        errors.Length.ShouldBe(101);
        errors[^1].ShouldBe("Too many validation errors, error limit reached. Validation aborted.");
    }

    [Fact]
    public void Overlaps_that_differ_by_object_type_at_every_level_end()
    {
        string text = "legs";
        for (int i = 0; i < 13; i++)
            text =
                $"... on Chair {{ x: made {{ name }} }} ... on Table {{ x: made {{ name }} }} x: made {{ {text.Replace("legs", "name", StringComparison.Ordinal)} }}";
        Errors($"{{ thing {{ {text} }} }}").ShouldBeEmpty();
    }

    [Fact]
    public void Many_operations_over_many_fragments_end()
    {
        string operations = Join(400, i => $"query Q{i}($v: Int) {{ ...F0 }}");
        string fragments = Join(150, i => $"fragment F{i} on Query {{ ...F{i + 1} arguments {{ a{i}: int(arg: $v) }} }}");
        Errors($"{operations} {fragments} fragment F150 on Query {{ chair {{ legs }} }}", maxRootFields: 1_000).ShouldBeEmpty();
    }

    [Fact]
    public void Long_names_are_not_compared_with_every_suggestion()
    {
        string name = new('x', 500_000);
        Errors($"{{ {name} chair {{ {name} isOf({name}: {name}) }} ... on {name} {{ a }} }}").Length.ShouldBe(4);
    }

    [Fact]
    public void Deep_values_and_selections_are_validated_on_a_small_stack()
    {
        string value = ParserNesting("{ inner: ", 190, "{ required: true }", "}");
        string text = "{ arguments { measure(arg: " + value + ") } " + ParserNesting("... { ", 190, "chair { legs }", " }") + " }";
        SmallStack.Run(() => Errors(text)).ShouldBeNull();
    }

    private static string ParserNesting(string open, int depth, string inner, string close) =>
        string.Concat(Enumerable.Repeat(open, depth)) + inner + string.Concat(Enumerable.Repeat(close, depth));

    private static string Join(int count, Func<int, string> part) => string.Join(' ', Enumerable.Range(0, count).Select(part));

    private static string[] Errors(string text, int maxDepth = 32, int maxRootFields = 100)
    {
        var limits = new ValidationLimits { MaxDepth = maxDepth, MaxRootFields = maxRootFields };
        return
        [
            .. DocumentValidator
                .Validate(new ValidationContext(ValidationSchema.Instance, Parser.Parse(text), limits))
                .Select(error => error.Message),
        ];
    }
}

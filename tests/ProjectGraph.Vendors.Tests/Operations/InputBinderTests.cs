using System.Text.Json;
using System.Text.Json.Nodes;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;
using ProjectGraph.Vendors.Inputs;

namespace ProjectGraph.Vendors.Tests.Operations;

public sealed class InputBinderTests
{
    [Fact]
    public void Values_are_taken_as_either_protocol_hands_them_over()
    {
        using var json = JsonDocument.Parse(
            """{"text":"t","flag":true,"count":3,"amount":1.10,"day":"2026-01-31","at":"2026-01-31T12:00:00+01:00","status":"ON_HOLD","any":{"a":[1,null]},"inner":{"names":["x","y"]}}"""
        );
        var fromJson = Bind(json.RootElement.EnumerateObject().ToDictionary(member => member.Name, member => (object?)member.Value));
        var fromPlain = Bind(
            new()
            {
                ["text"] = "t",
                ["flag"] = true,
                ["count"] = 3L,
                ["amount"] = 1.10m,
                ["day"] = new DateOnly(2026, 1, 31),
                ["at"] = new DateTimeOffset(2026, 1, 31, 11, 0, 0, TimeSpan.Zero),
                ["status"] = ProjectStatus.OnHold,
                ["any"] = Values.Convert(new { a = new object[] { 1, null! } }),
                ["inner"] = Values.Convert(new { names = new object[] { "x", "y" } }),
            }
        );

        foreach (var bound in new[] { fromJson, fromPlain })
        {
            (bound.Text, bound.Flag, bound.Count, bound.Amount, bound.Day).ShouldBe(("t", true, 3, 1.10m, new DateOnly(2026, 1, 31)));
            bound.At.ShouldBe(new DateTimeOffset(2026, 1, 31, 11, 0, 0, TimeSpan.Zero));
            bound.Status.ShouldBe(ProjectStatus.OnHold);
            bound.Any.ShouldBeJson("""{"a":[1,null]}""");
            bound.Inner!.Names.ShouldBe(["x", "y"]);
        }
    }

    [Fact]
    public void Absent_is_not_null()
    {
        Bind(new() { ["text"] = "t" }).Changed.IsSet.ShouldBeFalse();
        var cleared = Bind(new() { ["text"] = "t", ["changed"] = null }).Changed;
        (cleared.IsSet, cleared.Value).ShouldBe((true, null));
    }

    [Theory]
    [InlineData("text", null, "text")]
    [InlineData("count", "many", "count")]
    [InlineData("count", 3000000000L, "count")]
    [InlineData("day", "31.1.2026", "day")]
    [InlineData("status", "PAUSED", "status")]
    [InlineData("flag", "yes", "flag")]
    [InlineData("inner", 3, "inner")]
    public void A_wrong_value_is_named_with_what_was_expected(string field, object? value, string path)
    {
        var errors = new List<OperationError>();

        InputBinder.Bind<SampleInput>(new Dictionary<string, object?> { ["text"] = "t", [field] = value }, errors).ShouldBeNull();

        var error = errors.Single();
        (error.Code, error.Field).ShouldBe((VendorErrors.InvalidInput, path));
    }

    [Fact]
    public void A_wrong_value_deep_inside_is_named_by_its_path()
    {
        var errors = new List<OperationError>();
        var inner = Values.Convert(new { names = new object[] { "x", 3 }, extra = 1 });

        InputBinder.Bind<SampleInput>(new Dictionary<string, object?> { ["text"] = "t", ["inner"] = inner }, errors);

        errors.Select(error => error.Field).ShouldBe(["inner.extra", "inner.names[1]"]);
    }

    [Theory]
    [InlineData(32, true)]
    [InlineData(33, false)]
    public void Json_is_taken_to_a_limited_depth(int depth, bool taken)
    {
        object value = "leaf";
        for (var level = 0; level < depth; level++)
            value = new List<object?> { value };
        var errors = new List<OperationError>();

        InputBinder.Bind<SampleInput>(new Dictionary<string, object?> { ["text"] = "t", ["any"] = value }, errors);

        errors.Count.ShouldBe(taken ? 0 : 1);
    }

    [Fact]
    public void Endless_nesting_is_an_error_and_not_a_crash()
    {
        object? value = null;
        for (var level = 0; level < 100_000; level++)
            value = new Dictionary<string, object?> { ["self"] = value };
        var errors = new List<OperationError>();

        InputBinder.Bind<SampleInput>(new Dictionary<string, object?> { ["text"] = "t", ["self"] = value }, errors);
        Vendors
            .Operations.OperationInputs.WriteCanonical("x", new Dictionary<string, object?> { ["self"] = value })
            .Length.ShouldBeLessThan(10_000);

        errors.ShouldNotBeEmpty();
    }

    [Fact]
    public void The_canonical_form_sorts_names_and_leaves_the_switches_out()
    {
        var one = Vendors.Operations.OperationInputs.WriteCanonical(
            "x",
            new Dictionary<string, object?>
            {
                ["b"] = 1,
                ["a"] = "t",
                ["idempotencyKey"] = "k",
            }
        );
        var other = Vendors.Operations.OperationInputs.WriteCanonical(
            "x",
            new Dictionary<string, object?>
            {
                ["a"] = "t",
                ["b"] = 1L,
                ["dryRun"] = false,
            }
        );

        one.ShouldBe(other);
    }

    private static SampleInput Bind(Dictionary<string, object?> input)
    {
        var errors = new List<OperationError>();
        var bound = InputBinder.Bind<SampleInput>(input, errors);
        errors.ShouldBeEmpty();
        return bound!;
    }

    [Input("A sample.")]
    public sealed record SampleInput
    {
        [Input("Text.")]
        public required string Text { get; init; }

        [Input("Flag.")]
        public bool Flag { get; init; }

        [Input("Count.")]
        public int? Count { get; init; }

        [Input("Amount.")]
        public decimal? Amount { get; init; }

        [Input("Day.")]
        public DateOnly? Day { get; init; }

        [Input("Instant.")]
        public DateTimeOffset? At { get; init; }

        [Input("Enum.")]
        public ProjectStatus? Status { get; init; }

        [Input("JSON.")]
        public JsonNode? Any { get; init; }

        [Input("Optional.")]
        public Optional<string?> Changed { get; init; }

        [Input("Nested.")]
        public InnerInput? Inner { get; init; }

        [Input("Itself.")]
        public DeepInput? Self { get; init; }
    }

    [Input("Nested.")]
    public sealed record InnerInput
    {
        [Input("Names.")]
        public required IReadOnlyList<string> Names { get; init; }
    }

    [Input("Deep.")]
    public sealed record DeepInput
    {
        [Input("Anything.")]
        public JsonNode? Self { get; init; }
    }
}

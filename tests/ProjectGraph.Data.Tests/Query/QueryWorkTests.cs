using ProjectGraph.Data.Model;
using ProjectGraph.Data.Query;
using static ProjectGraph.Data.Tests.Query.Plans;

namespace ProjectGraph.Data.Tests.Query;

public sealed class QueryWorkTests
{
    private static readonly Page First = new KeysetPage(1);

    public static TheoryData<string, bool> OnSixtyThousandRows { get; } =
        new()
        {
            { "by key", false },
            { "a page by an indexed field", false },
            { "a page of ten thousand rows", false },
            { "a page of ten thousand rows with their tags, members and contacts", true },
            { "a count of some", false },
            { "a text within a text", true },
            { "the beginning of a text", false },
            { "a search for one word", false },
            { "a search for ten words", true },
            { "a search for a letter", true },
            { "groups", true },
            { "all rows", false },
            { "conditions on related rows within each other", true },
        };

    [Theory]
    [MemberData(nameof(OnSixtyThousandRows))]
    public void Heavy_plans_are_distinguished_from_fast_ones(string shape, bool isHeavy)
    {
        var (plan, values) = Shape(shape);
        (new QueryWorkEstimate(plan).Estimate(values, 60_000) >= QueryWorkEstimate.HeavyThreshold).ShouldBe(isHeavy, shape);
    }

    [Fact]
    public void The_work_grows_with_the_rows_only_if_the_plan_reads_them()
    {
        var (byKey, key) = Shape("by key");
        (new QueryWorkEstimate(byKey).ReadsAllRows, new QueryWorkEstimate(byKey).Estimate(key, long.MaxValue)).ShouldBe((false, 5));
        var (text, part) = Shape("a text within a text");
        new QueryWorkEstimate(text).ReadsAllRows.ShouldBeTrue();
        (new QueryWorkEstimate(text).Estimate(part, 100) >= QueryWorkEstimate.HeavyThreshold).ShouldBeFalse();
    }

    private static (QueryPlan Plan, object?[] Values) Shape(string shape)
    {
        var text = new SlotScalar(0, FieldKind.Text);
        var plan = new QueryPlan
        {
            Source = Projects,
            Page = First,
            Selection = Columns("Id"),
        };
        return shape switch
        {
            "by key" => (plan with { Filter = Is("Id", 0) }, [1L, 1L]),
            "a page by an indexed field" => (plan with { Filter = Is("Vendor", 0), Order = [OrderBy("DueDate")] }, [1L, 1_000L]),
            "a page of ten thousand rows" => (plan, [null, 10_000L]),
            "a page of ten thousand rows with their tags, members and contacts" => (
                plan with
                {
                    Selection = Columns("Id") with
                    {
                        Nested = [Nested("Tags", each => each), Nested("Managers", each => each), Nested("Contacts", each => each)],
                    },
                },
                [null, 10_000L]
            ),
            "a count of some" => (plan with { Filter = Is("Vendor", 0), CountsTotal = true, Selection = null }, [1L, 1L]),
            "a text within a text" => (plan with { Filter = new TextFilter(Field("Name"), TextMatch.Contains, text) }, ["x", 50L]),
            "the beginning of a text" => (plan with { Filter = new TextFilter(Field("Name"), TextMatch.StartsWith, text) }, ["x", 50L]),
            "a search for one word" => (plan with { SearchSlot = 0 }, ["word", 50L]),
            "a search for ten words" => (plan with { SearchSlot = 0 }, ["one1 two2 three four five six6 seven eight nine ten10", 50L]),
            "a search for a letter" => (plan with { SearchSlot = 0 }, ["x", 50L]),
            "groups" => (
                plan with
                {
                    Selection = null,
                    Aggregation = new([Field("Vendor")], [new(AggregateMethod.Count, null)]),
                },
                [null, 50L]
            ),
            "all rows" => (plan with { Page = Page.All }, []),
            "conditions on related rows within each other" => (
                plan with
                {
                    Filter = Siblings(new QuantifiedFilter([], Projects.Relation("Tags"), Quantifier.Any, null)),
                },
                [null, 50L]
            ),
            _ => throw new ArgumentOutOfRangeException(nameof(shape), shape, null),
        };
    }

    private static QuantifiedFilter Siblings(Filter filter)
    {
        var company = Projects.Relation("Company");
        return new([company], company.Target.Relation("Projects"), Quantifier.Any, filter);
    }
}

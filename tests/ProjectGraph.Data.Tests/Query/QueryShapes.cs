using ProjectGraph.Data.Model;
using ProjectGraph.Data.Query;
using static ProjectGraph.Data.Tests.Query.Plans;

namespace ProjectGraph.Data.Tests.Query;

/// <summary>The query shapes that clients use, each with values of its slots.</summary>
internal static class QueryShapes
{
    private static readonly QueryPlan List = new() { Source = Projects, Selection = Columns("Id", "Name") };
    private static readonly KeysetPage First = new(TakeSlot: 0);

    public static readonly IReadOnlyDictionary<string, (QueryPlan Plan, object?[] Values)> All = new Dictionary<
        string,
        (QueryPlan, object?[])
    >
    {
        ["all"] = (List, []),
        ["first-page"] = (List with { Page = First, CountsTotal = true }, [50L]),
        ["count-only"] = (List with { Selection = null, CountsTotal = true, Filter = Is("Vendor", 0) }, [2L]),
        ["by-id"] = (List with { Filter = Is("Id", 0) }, [7L]),
        ["by-ids"] = (List with { Filter = new InFilter(Field("Id"), 0, OrNull: false) }, [new object[] { 3L, 7L }]),
        ["by-vendor-id"] = (List with { Filter = new AndFilter([Is("VendorId", 0), Is("VendorAccountId", 1)]) }, ["7", 1L]),
        ["status-by-due-date"] = (List with { Filter = Is("Status", 1), Order = [OrderBy("DueDate")], Page = First }, [50L, 2L]),
        ["status-by-due-date-after"] = (
            List with
            {
                Filter = Is("Status", 1),
                Order = [OrderBy("DueDate")],
                Page = First with { After = new([2, 3], [false, false]) },
            },
            [50L, 2L, new DateOnly(2026, 1, 1), 7L]
        ),
        ["updated-last-after"] = (
            List with
            {
                Order = [OrderBy("UpdatedAt", true)],
                Page = First with { After = new([1, 2], [false, false]) },
            },
            [50L, new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), 7L]
        ),
        ["name-after"] = (
            List with
            {
                Order = [OrderBy("Name")],
                Page = First with { After = new([1, 2], [false, false]) },
            },
            [50L, "m", 7L]
        ),
        ["key-after"] = (List with { Page = First with { After = new([1], [false]) } }, [50L, 7L]),
        ["before-null"] = (
            List with
            {
                Order = [OrderBy("DueDate", true)],
                Page = new KeysetPage(0, Backward: true, Before: new([1, 2], [true, false])),
            },
            [50L, null, 7L]
        ),
        ["skip"] = (List with { Order = [OrderBy("Name")], Page = new OffsetPage(0, 1) }, [10L, 10L]),
        ["to-one"] = (
            List with
            {
                Filter = new TextFilter(Field("Company.Name"), TextMatch.StartsWith, new SlotScalar(0, FieldKind.Text)),
                Order = [OrderBy("Company.Name"), OrderBy("Owner.Name", true)],
                Selection = Columns("Id", "Company.Name", "Company.VendorAccount.Name"),
            },
            ["A"]
        ),
        ["any-tag"] = (
            List with
            {
                Filter = new QuantifiedFilter([], Projects.Relation("Tags"), Quantifier.Any, Is("Tag", 0, Tags)),
            },
            ["abc"]
        ),
        ["no-manager"] = (
            List with
            {
                Filter = new NotFilter(new QuantifiedFilter([], Projects.Relation("Managers"), Quantifier.Any, null)),
            },
            []
        ),
        ["nested"] = (
            List with
            {
                Page = First,
                CountsTotal = true,
                Selection = Columns("Id", "Name") with
                {
                    Nested = [Nested("Managers", plan => plan), Nested("Assignees", plan => plan), Nested("Tags", plan => plan)],
                },
            },
            [50L]
        ),
        ["nested-page"] = (
            new()
            {
                Source = GraphModel.Instance.Companies,
                Selection = new(
                    [new FieldScalar(GraphModel.Instance.Companies.Key)],
                    [
                        Nested(
                            "Projects",
                            plan => plan with { Page = First, CountsTotal = true, Order = [OrderBy("DueDate")] },
                            GraphModel.Instance.Companies
                        ),
                    ]
                ),
            },
            [5L]
        ),
        ["nested-after"] = (OfCompanies(plan => plan with { Page = First with { After = new([1], [false]) } }), [5L, 7L]),
        ["nested-after-by-due-date"] = (
            OfCompanies(plan => plan with { Order = [OrderBy("DueDate")], Page = First with { After = new([1, 2], [false, false]) } }),
            [5L, new DateOnly(2026, 1, 1), 7L]
        ),
        ["nested-after-by-due-date-last"] = (
            OfCompanies(plan =>
                plan with
                {
                    Order = [OrderBy("DueDate", true)],
                    Page = First with { After = new([1, 2], [false, false]) },
                }
            ),
            [5L, new DateOnly(2026, 1, 1), 7L]
        ),
        ["nested-before-by-due-date"] = (
            OfCompanies(plan =>
                plan with
                {
                    Order = [OrderBy("DueDate")],
                    Page = new KeysetPage(0, Backward: true, Before: new([1, 2], [false, false])),
                }
            ),
            [5L, new DateOnly(2026, 1, 1), 7L]
        ),
        ["contains"] = (List with { Filter = Contains("Name", 1), Page = First, CountsTotal = true }, [50L, "mill"]),
        ["contains-after"] = (
            List with
            {
                Filter = Contains("Name", 1),
                Page = First with { After = new([2], [false]) },
            },
            [50L, "mill", 7L]
        ),
        ["contains-or"] = (
            List with
            {
                Filter = new AndFilter([new OrFilter([Contains("Name", 1), Contains("Description", 2)]), Is("Status", 3)]),
                Page = First,
                CountsTotal = true,
            },
            [50L, "mill", "old \"mill\"", 2L]
        ),
        ["contains-ignoring-case"] = (
            List with
            {
                Filter = Contains("Name", 1) with { IgnoreCase = true },
                Page = First,
                CountsTotal = true,
            },
            [50L, "MILL"]
        ),
        ["ends-with"] = (List with { Filter = Contains("Name", 1) with { Match = TextMatch.EndsWith }, Page = First }, [50L, "mill"]),
        ["contains-scan"] = (List with { Filter = Contains("Name", 1), Page = First, CountsTotal = true }, [50L, "mi"]),
        ["starts-with"] = (List with { Filter = Contains("Name", 0) with { Match = TextMatch.StartsWith } }, ["mill"]),
        ["search"] = (List with { SearchSlot = 1, Page = First }, [50L, "smile"]),
        ["search-short"] = (List with { SearchSlot = 1, Page = First }, [50L, "ab"]),
        ["search-both"] = (List with { SearchSlot = 1, Page = First, CountsTotal = true }, [50L, "ab smile"]),
        ["groups"] = (
            new()
            {
                Source = Projects,
                Aggregation = new(
                    [Field("Vendor"), Field("Status")],
                    [
                        new(AggregateMethod.Count, null),
                        new(AggregateMethod.Sum, Field("Mrr")),
                        new(AggregateMethod.Average, Field("Arr")),
                        new(AggregateMethod.Max, Field("Progress")),
                    ]
                ),
            },
            []
        ),
        ["groups-by-status"] = (Measured("Status"), [30L]),
        ["groups-by-company"] = (Measured("CompanyId"), [30L]),
        ["groups-by-owner"] = (Measured("OwnerId"), [30L]),
    };

    private static QueryPlan OfCompanies(Func<QueryPlan, QueryPlan> projects) =>
        new()
        {
            Source = GraphModel.Instance.Companies,
            Selection = new(
                [new FieldScalar(GraphModel.Instance.Companies.Key)],
                [Nested("Projects", projects, GraphModel.Instance.Companies)]
            ),
        };

    private static QueryPlan Measured(string key) =>
        new()
        {
            Source = Projects,
            Filter = new CompareFilter(Field("Progress"), Comparison.Greater, new SlotScalar(0, FieldKind.Int)),
            Aggregation = new([Field(key)], [new(AggregateMethod.Count, null), new(AggregateMethod.Sum, Field("Nrr"))]),
        };

    private static TextFilter Contains(string path, int slot) => new(Field(path), TextMatch.Contains, new SlotScalar(slot, FieldKind.Text));

    private static EntityModel Tags => Projects.Relation("Tags").Target;
}

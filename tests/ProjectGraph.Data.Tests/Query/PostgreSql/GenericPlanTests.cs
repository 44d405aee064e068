using System.Globalization;
using System.Text.RegularExpressions;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Query;
using ProjectGraph.Data.Query.PostgreSql;
using ProjectGraph.Data.Tests.Storage;
using static ProjectGraph.Data.Tests.Query.Plans;

namespace ProjectGraph.Data.Tests.Query.PostgreSql;

/// <summary>Tests which queries PostgreSQL plans once, and which it plans for the values of each run.</summary>
[Trait("Store", "PostgreSql")]
[Collection(LargeStore.Name)]
public sealed partial class GenericPlanTests(LargeStore large)
{
    private static readonly QueryPlan ByDueDate = QueryShapes.All["status-by-due-date"].Plan;

    [Theory]
    [InlineData("first-page", "Index Scan using \"PK_Projects\"")]
    [InlineData("key-after", "Index Scan using \"PK_Projects\"")]
    [InlineData("by-id", "Index Scan using \"PK_Projects\"")]
    [InlineData("by-vendor-id", "Index Scan using \"IX_Projects_VendorId_VendorAccountId\"")]
    [InlineData("status-by-due-date", "Index Scan using \"IX_Projects_Status_DueDate_Id\"")]
    [InlineData("status-by-due-date-after", "Index Scan using \"IX_Projects_Status_DueDate_Id\"")]
    [InlineData("name-after", "using \"IX_Projects_Name_Id\"")]
    [InlineData("updated-last-after", "Backward using \"IX_Projects_UpdatedAt_Id\"")]
    [InlineData("before-null", "using \"IX_Projects_DueDate_Id\"")]
    [InlineData("nested", "Index Scan using \"PK_Projects\"")]
    public async Task A_generic_plan_of_a_page_scans_its_index(string shape, string step)
    {
        using var runner = QueryRunner.Create(large.Store);
        var (plan, values) = QueryShapes.All[shape];
        GenericPlan.IsSuitable(plan).ShouldBeTrue();
        var query = runner.Prepare(plan);
        using (await query.RunAsync(values, default))
        {
            var steps = Explain(query.Sql[0]);
            var said = string.Join('\n', steps);
            said.ShouldContain(step, Case.Sensitive);
            // A single row satisfies any ordering.
            steps.ShouldNotContain(
                line =>
                    line.TrimStart(' ', '-', '>').StartsWith("Sort  (", StringComparison.Ordinal)
                    && !line.Contains(" rows=1 ", StringComparison.Ordinal),
                said
            );
        }
    }

    [Fact]
    public async Task Suitable_queries_use_a_generic_plan_and_others_are_planned_for_their_values()
    {
        var reads = new HookedReadSource(large.Store);
        using var runner = new QueryRunner(reads, 1);
        // A page size of no other test: the driver keeps statements of earlier runs prepared.
        const long Size = 337;
        var byName = ByDueDate with { Order = [OrderBy("Name")] };
        for (var status = 1L; status <= 3; status++)
        {
            foreach (var plan in (QueryPlan[])[ByDueDate, byName])
                using (await runner.Prepare(plan).RunAsync([Size, status], default)) { }
        }
        reads
            .LastPlannedConnection!.Rows(
                "SELECT generic_plans, custom_plans FROM pg_prepared_statements WHERE statement LIKE '%ORDER BY t0.\"DueDate\"% LIMIT 338'"
            )
            .ShouldBe(["3 0"]);
        reads
            .LastPlannedConnection!.Rows(
                "SELECT generic_plans, custom_plans FROM pg_prepared_statements WHERE statement LIKE '%\"Status\" = %ORDER BY t0.\"Name\"%'"
            )
            .ShouldBe(["0 3"]);
    }

    [Fact]
    public async Task Page_sizes_are_respected_and_the_cache_of_sizes_is_bounded()
    {
        using var runner = QueryRunner.Create(large.Store);
        var query = runner.Prepare(ByDueDate);
        for (var size = 0L; size < 300; size++)
        {
            using var page = await query.RunAsync([size, 2L], default);
            page.Root.Rows.Count.ShouldBe((int)size);
            page.HasNext.ShouldBeTrue();
        }
        query.Sql.Count.ShouldBeLessThan(70);
        using var all = await query.RunAsync([1_000_000L, 2L], default);
        all.HasNext.ShouldBeFalse();
    }

    public static TheoryData<string> OtherQueries() => [.. SuitableQueries.Keys];

    /// <summary>A frequent or rare value may need another plan.</summary>
    [Theory]
    [MemberData(nameof(OtherQueries))]
    public void Queries_whose_best_plan_depends_on_values_are_planned_for_them(string question) =>
        GenericPlan.IsSuitable(SuitableQueries[question]).ShouldBeFalse();

    private static readonly Dictionary<string, QueryPlan> SuitableQueries = new()
    {
        ["another order"] = ByDueDate with { Order = [OrderBy("Name")] },
        ["two orders"] = ByDueDate with { Order = [OrderBy("DueDate"), OrderBy("Name")] },
        ["a range that is not the order"] = ByDueDate with
        {
            Filter = new CompareFilter(Field("Mrr"), Comparison.Greater, new SlotScalar(1, FieldKind.Decimal)),
        },
        ["a further condition"] = ByDueDate with { Filter = new AndFilter([Is("Status", 1), Is("Vendor", 2)]) },
        ["either of two"] = ByDueDate with { Filter = new OrFilter([Is("Status", 1), Is("Status", 2)]) },
        ["not one"] = ByDueDate with { Filter = new NotFilter(Is("Status", 1)) },
        ["anything but"] = ByDueDate with
        {
            Filter = new CompareFilter(Field("Status"), Comparison.NotEqual, new SlotScalar(1, FieldKind.Enum)),
        },
        ["some of many"] = ByDueDate with { Filter = new InFilter(Field("Status"), 1, OrNull: false) },
        ["a company's"] = ByDueDate with
        {
            Filter = new CompareFilter(Field("Company.Name"), Comparison.Equal, new SlotScalar(1, FieldKind.Text)),
        },
        ["skipping"] = ByDueDate with { Page = new OffsetPage(2, 0) },
        ["without an end"] = ByDueDate with { Page = Page.All },
        ["a text"] = QueryShapes.All["contains"].Plan,
        ["a search"] = QueryShapes.All["search"].Plan,
        ["groups"] = QueryShapes.All["groups-by-status"].Plan,
        ["below others, some"] = ByDueDate with
        {
            Selection = Columns("Id") with
            {
                Nested = [Nested("Tags", tags => tags with { Filter = Is("Tag", 2, Projects.Relation("Tags").Target) })],
            },
        },
    };

    private List<string> Explain(string sql)
    {
        using var connection = large.Store.OpenReadConnection();
        connection.Rows($"PREPARE asked AS {Numbered(sql)}");
        connection.Rows("SET plan_cache_mode = force_generic_plan");
        var count = connection.Rows("SELECT cardinality(parameter_types) FROM pg_prepared_statements WHERE name = 'asked'").Single();
        var nothing = string.Join(", ", Enumerable.Repeat("NULL", int.Parse(count, CultureInfo.InvariantCulture)));
        var steps = connection.Rows($"EXPLAIN EXECUTE asked{(nothing.Length > 0 ? $"({nothing})" : "")}");
        // The connection returns to its pool.
        connection.Rows("DEALLOCATE asked");
        return steps;
    }

    // The driver numbers parameters in the order of their names.
    private static string Numbered(string sql)
    {
        var names = Name().Matches(sql).Select(match => match.Value).Distinct().ToList();
        return Name().Replace(sql, match => $"${names.IndexOf(match.Value) + 1}");
    }

    [GeneratedRegex("@[a-z0-9]+")]
    private static partial Regex Name();
}

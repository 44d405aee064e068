using System.Text;
using ProjectGraph.Data.Query;

namespace ProjectGraph.Data.Tests.Query.PostgreSql;

[Trait("Store", "PostgreSql")]
[Collection(LargeStore.Name)]
public sealed class PostgresPlanTests(LargeStore large)
{
    public static TheoryData<string> Shapes() => [.. QueryShapes.All.Keys];

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task A_shape_has_its_statements(string shape)
    {
        using var runner = QueryRunner.Create(large.Store);
        var (plan, values) = QueryShapes.All[shape];
        var query = runner.Prepare(plan);
        using (await query.RunAsync(values, default))
        {
            var text = new StringBuilder(query.Plan.ToString()).Append("\n\n");
            foreach (var sql in query.Sql)
                text.Append(sql).Append(";\n");
            Approved.Compare($"tests/ProjectGraph.Data.Tests/Query/PostgreSql/Approved/PostgreSql/{shape}.sql", text.ToString());
        }
    }

    [Theory]
    [InlineData("status-by-due-date", "Index Scan using \"IX_Projects_Status_DueDate_Id\"", "Sort")]
    [InlineData("status-by-due-date-after", "Index Scan using \"IX_Projects_Status_DueDate_Id\"", "Sort")]
    [InlineData("name-after", "using \"IX_Projects_Name_Id\"", "Sort")]
    [InlineData("key-after", "using \"PK_Projects\"", "Sort")]
    [InlineData("first-page", "using \"PK_Projects\"", "Sort")]
    [InlineData("by-id", "using \"PK_Projects\"", "Seq Scan")]
    [InlineData("by-ids", "using \"PK_Projects\"", "Seq Scan")]
    [InlineData("by-vendor-id", "using \"IX_Projects_VendorId_VendorAccountId\"", "Seq Scan")]
    [InlineData("updated-last-after", "Backward using \"IX_Projects_UpdatedAt_Id\"", "Seq Scan")]
    [InlineData("any-tag", "\"IX_ProjectTags_Tag_ProjectId_Id\"", "Seq Scan on \"ProjectTags\"")]
    [InlineData("starts-with", "\"IX_Projects_Name_Id\"", "Seq Scan")]
    [InlineData("count-only", "Index Only Scan using \"IX_Projects_Vendor", "Seq Scan")]
    [InlineData("groups", "Index Only Scan using \"IX_Projects_Vendor_Status_Id\"", "Seq Scan")]
    [InlineData("groups-by-status", "Index Only Scan using \"IX_Projects_Status_Id\"", "Seq Scan")]
    [InlineData("groups-by-company", "Index Only Scan using \"IX_Projects_CompanyId_Id\"", "Seq Scan")]
    [InlineData("groups-by-owner", "Index Only Scan using \"IX_Projects_OwnerId_Id\"", "Seq Scan")]
    [InlineData("contains", "Bitmap Index Scan on \"IX_Projects_Texts\"", "Seq Scan")]
    [InlineData("contains-after", "Bitmap Index Scan on \"IX_Projects_Texts\"", "Seq Scan")]
    [InlineData("ends-with", "Bitmap Index Scan on \"IX_Projects_Texts\"", "Seq Scan")]
    [InlineData("search", "Bitmap Index Scan on \"IX_ProjectSearch_Text_Company\"", "Seq Scan")]
    [InlineData("nested-page", "\"IX_Projects_CompanyId_DueDate_Id\"", "Seq Scan on \"Projects\"")]
    [InlineData("nested-after-by-due-date", "\"IX_Projects_CompanyId_DueDate_Id\"", "Seq Scan on \"Projects\"")]
    [InlineData("nested-after-by-due-date-last", "\"IX_Projects_CompanyId_DueDate_Id\"", "Seq Scan on \"Projects\"")]
    public async Task A_hot_shape_walks_its_index(string shape, string step, string never)
    {
        using var runner = QueryRunner.Create(large.Store);
        var (plan, values) = QueryShapes.All[shape];
        var trace = new QueryTrace();
        using var result = await runner.Prepare(plan).RunAsync(values, default, trace: trace);
        // A total, and the parents of a nested level, may be read with a full scan.
        var steps = trace
            .Statements.Where(statement =>
                !statement.Sql.StartsWith("SELECT COUNT(*)", StringComparison.Ordinal) || trace.Statements.Count == 1
            )
            .SelectMany(statement => statement.StorePlan)
            .ToArray();
        var said = string.Join('\n', steps);
        said.ShouldContain(step, Case.Sensitive);
        steps.ShouldNotContain(line => line.TrimStart(' ', '-', '>').StartsWith(never, StringComparison.Ordinal), said);
    }
}

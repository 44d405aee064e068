using System.Text;
using System.Text.RegularExpressions;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Query;
using ProjectGraph.Data.Tests.Query.Oracle;

namespace ProjectGraph.Data.Tests.Query;

public sealed partial class SqlOfPlanTests(SqliteRandomStore random) : IClassFixture<SqliteRandomStore>
{
    public static TheoryData<string> Shapes() => [.. QueryShapes.All.Keys];

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task A_shape_has_its_statements(string shape)
    {
        var query = await RunAsync(shape);
        var text = new StringBuilder(query.Plan.ToString()).Append("\n\n");
        foreach (var sql in query.Sql)
            text.Append(sql).Append(";\n");
        Approved.Compare($"tests/ProjectGraph.Data.Tests/Query/Approved/{shape}.sql", text.ToString());
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task A_shape_has_a_statement_a_level_and_one_a_total(string shape)
    {
        var query = await RunAsync(shape);
        query.Sql.Count.ShouldBe(Statements(query.Plan));
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task No_long_column_is_loaded_that_was_not_asked_for(string shape)
    {
        foreach (var sql in (await RunAsync(shape)).Sql)
        {
            sql.ShouldNotContain("SELECT *");
            // "found" is the text index, which a search for a description reads.
            LongColumn().IsMatch(sql).ShouldBeFalse(sql);
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task A_restricted_shape_reads_each_table_by_its_rows_of_the_callers_accounts(string shape)
    {
        var (plan, values) = QueryShapes.All[shape];
        foreach (
            var accounts in (long[][])
                [
                    [1],
                    [1, 2],
                ]
        )
        {
            using var runner = QueryRunner.Create(random.Store);
            var trace = new QueryTrace();
            using var result = await runner.Prepare(plan).RunAsync(values, AccountScope.Create(accounts), default, trace: trace);
            foreach (var sql in trace.Statements.Select(statement => statement.Sql))
            {
                sql.ShouldContain("@accounts");
                Whole().Matches(Restricted().Replace(sql, "rows")).Select(match => match.Value).ShouldBeEmpty(sql);
            }
        }
    }

    [Theory]
    [InlineData("status-by-due-date", "USING INDEX IX_Projects_Status_DueDate (Status=?)")]
    [InlineData("status-by-due-date-after", "USING INDEX IX_Projects_Status_DueDate (Status=? AND DueDate>?)")]
    [InlineData("name-after", "USING COVERING INDEX IX_Projects_Name (Name>?)")]
    [InlineData("key-after", "USING INTEGER PRIMARY KEY (rowid>?)")]
    [InlineData("first-page", "SCAN t0")]
    [InlineData("by-id", "USING INTEGER PRIMARY KEY (rowid=?)")]
    [InlineData("by-ids", "USING INTEGER PRIMARY KEY (rowid=?)")]
    [InlineData("by-vendor-id", "USING INDEX IX_Projects_VendorId_VendorAccountId (VendorId=? AND VendorAccountId=?)")]
    [InlineData("any-tag", "USING COVERING INDEX IX_ProjectTags")]
    [InlineData("groups", "USING COVERING INDEX IX_Projects_Vendor_Status_Mrr_Arr_Nrr_Progress")]
    [InlineData("groups-by-status", "USING COVERING INDEX IX_Projects_Status_Mrr_Arr_Nrr_Progress")]
    [InlineData("groups-by-company", "USING COVERING INDEX IX_Projects_CompanyId_Mrr_Arr_Nrr_Progress")]
    [InlineData("groups-by-owner", "USING COVERING INDEX IX_Projects_OwnerId_Mrr_Arr_Nrr_Progress")]
    [InlineData("contains", "SCAN found VIRTUAL TABLE INDEX M4")]
    [InlineData("contains-after", "SCAN found VIRTUAL TABLE INDEX M4>")]
    [InlineData("contains-or", "SCAN found VIRTUAL TABLE INDEX M4")]
    [InlineData("contains-ignoring-case", "SCAN found VIRTUAL TABLE INDEX M6")]
    [InlineData("ends-with", "SCAN found VIRTUAL TABLE INDEX M4")]
    [InlineData("count-only", "USING COVERING INDEX IX_Projects_Vendor")]
    public async Task A_hot_shape_walks_an_index_and_sorts_nothing(string shape, string step)
    {
        var steps = string.Join('\n', await ExplainAsync(shape));
        steps.ShouldContain(step);
        steps.ShouldNotContain("TEMP B-TREE");
    }

    [Theory]
    [InlineData("nested", "USING COVERING INDEX IX_ProjectMembers_ProjectId_Role_Id_PersonId (ProjectId=? AND Role=?)")]
    [InlineData("nested", "USING COVERING INDEX IX_ProjectTags_ProjectId_Id_Tag (ProjectId=?)")]
    [InlineData("nested-page", "USING COVERING INDEX IX_Projects_CompanyId_DueDate (CompanyId=?)")]
    [InlineData("nested-after", "USING COVERING INDEX IX_Projects_CompanyId (CompanyId=? AND rowid>?)")]
    [InlineData("nested-after-by-due-date", "USING COVERING INDEX IX_Projects_CompanyId_DueDate (CompanyId=? AND DueDate>?)")]
    [InlineData("nested-after-by-due-date-last", "USING COVERING INDEX IX_Projects_CompanyId_DueDate (CompanyId=? AND DueDate<?)")]
    [InlineData("nested-after-by-due-date-last", "USING COVERING INDEX IX_Projects_CompanyId_DueDate (CompanyId=? AND DueDate=?)")]
    [InlineData("nested-before-by-due-date", "USING COVERING INDEX IX_Projects_CompanyId_DueDate (CompanyId=? AND DueDate<?)")]
    [InlineData("search", "VIRTUAL TABLE INDEX M6")]
    [InlineData("contains-scan", "SCAN t0 USING COVERING INDEX IX_Projects_VendorAccountId_Name")]
    [InlineData("starts-with", "USING COVERING INDEX IX_Projects_Name (Name>? AND Name<?)")]
    [InlineData("updated-last-after", "IX_Projects_UpdatedAt (UpdatedAt<?)")]
    [InlineData("updated-last-after", "IX_Projects_UpdatedAt (UpdatedAt=?)")]
    public async Task A_shape_uses_the_index_that_is_there_for_it(string shape, string step) =>
        string.Join('\n', await ExplainAsync(shape)).ShouldContain(step);

    [Theory]
    [InlineData("first-page", "SEARCH Projects USING INDEX IX_Projects_VendorAccountId")]
    [InlineData("name-after", "USING COVERING INDEX IX_Projects_VendorAccountId_Name (VendorAccountId=? AND Name>?)")]
    [InlineData("groups-by-status", "USING COVERING INDEX IX_Projects_VendorAccountId_Status_Mrr_Arr_Nrr_Progress (VendorAccountId=?)")]
    [InlineData("by-id", "USING INTEGER PRIMARY KEY (rowid=?)")]
    public async Task A_hot_shape_restricted_to_one_account_walks_an_index_and_sorts_nothing(string shape, string step)
    {
        var (plan, values) = QueryShapes.All[shape];
        using var runner = QueryRunner.Create(random.Store);
        var trace = new QueryTrace();
        using var result = await runner.Prepare(plan).RunAsync(values, AccountScope.Create([1]), default, trace: trace);
        var steps = string.Join('\n', trace.Statements.SelectMany(statement => statement.StorePlan));
        steps.ShouldContain(step);
        steps.ShouldNotContain("TEMP B-TREE");
    }

    private async Task<PreparedQuery> RunAsync(string shape)
    {
        var (plan, values) = QueryShapes.All[shape];
        // The statements of a search depend on its text, so the test uses a new runner without other statements.
        using var runner = QueryRunner.Create(random.Store);
        var query = runner.Prepare(plan);
        using var result = await query.RunAsync(values, default);
        return query;
    }

    private async Task<List<string>> ExplainAsync(string shape)
    {
        using var connection = random.Store.Reads.OpenReadConnection();
        var steps = new List<string>();
        foreach (var sql in (await RunAsync(shape)).Sql)
        {
            using var command = connection.CreateCommand();
            command.CommandText = $"EXPLAIN QUERY PLAN {sql}";
            foreach (var name in Parameter().Matches(sql).Select(match => match.Value).Distinct())
            {
                var parameter = command.CreateParameter();
                (parameter.ParameterName, parameter.Value) = (name, "[]");
                command.Parameters.Add(parameter);
            }
            using var reader = command.ExecuteReader();
            while (reader.Read())
                steps.Add(VersionsOwn().Replace(reader.GetString(3), ""));
        }
        return steps;
    }

    // The subqueries that replace tables. The join table needs no condition.
    [GeneratedRegex(
        """\(SELECT \* FROM "\w+" WHERE (EXISTS \(SELECT 1 FROM "\w+" AS owner WHERE [^()]*( IN \(SELECT value FROM json_each\(@accounts\)\))?\)|"\w+" (= @accounts|IN \(SELECT value FROM json_each\(@accounts\)\)))\)"""
    )]
    private static partial Regex Restricted();

    [GeneratedRegex("(FROM|JOIN) \"(?!ProjectMembers\" t|ProjectSearch\"|ProjectTexts\")\\w+\"")]
    private static partial Regex Whole();

    private static int Statements(QueryPlan plan) =>
        (plan.Selection is null && plan.Aggregation is null ? 0 : 1)
        + (plan.CountsTotal ? 1 : 0)
        + (plan.Selection?.Nested ?? []).Sum(nested => Statements(nested.Plan));

    [GeneratedRegex("(?<!found)\\.\"(Document|CustomFieldsJson|Description)\"")]
    private static partial Regex LongColumn();

    [GeneratedRegex(@"@\w+")]
    private static partial Regex Parameter();

    // Older versions print a table's name with its alias, and versions number the indexes of virtual tables differently.
    [GeneratedRegex(@"(?<=SCAN |SEARCH )TABLE (\w+ AS )?|(?<=VIRTUAL TABLE INDEX )\d+:")]
    private static partial Regex VersionsOwn();
}

using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using ProjectGraph.Data.Model;
using ProjectGraph.GraphQL;
using ProjectGraph.GraphQL.Types;
using ProjectGraph.Sandbox;
using ProjectGraph.Server.Tests.GraphQLApi;
using ProjectGraph.Server.Tests.SixthVendor;
using ProjectGraph.Vendors;

namespace ProjectGraph.Server.Tests.Parity;

/// <summary>
/// Stored values that this version does not know, in every column of an enum, a day, an instant, a real number or JSON: every
/// other value is still served, and both protocols show the same.
/// </summary>
public sealed class UnknownValueTests
{
    private static readonly GraphModel Model = GraphModel.Instance;

    private static readonly Dictionary<FieldKind, string[]> Odd = new()
    {
        [FieldKind.Enum] = ["77", "-3"],
        [FieldKind.Date] = ["'2024-13-45'", "'never'"],
        [FieldKind.Instant] = ["-5", "9223372036854775807"],
        [FieldKind.Double] = ["9e999", "-9e999"],
        [FieldKind.Json] = ["'{\"broken'", "''"],
    };

    [FactWithSqlite]
    public async Task No_odd_value_takes_a_report_down_and_both_protocols_show_the_same()
    {
        await using var server = await RunningServer.StartAsync(("Sandbox:ProjectsPerVendor", "20"));
        await server.Client.AskAsync(
            """mutation { createPlanhatProject(input: { name: "Logged", companyId: "61006bc89a3e0b702ed8ea49" }) { errors { code } } }"""
        );
        Spoil(server.StoreFile);

        foreach (var query in Everything(server))
            await ShouldWorkAsync(server, query);
        foreach (var set in Model.Entities.Select(entity => entity.Set))
        {
            await ODataAsync(server, $"/odata/{set}?$top=10000");
            await ODataAsync(server, $"/odata/{set}?$top=3&$format=application/json;odata.metadata=full");
        }
        await ShouldAgreeAsync(server, Model.Projects, "projects");
        await ShouldAgreeAsync(server, Model.VendorAccounts, "vendorAccounts");
        await ShouldAgreeAsync(server, Model.Operations, "operations");
        await ShouldFilterAsync(server, Model.Projects, "projects");
        await ShouldFilterAsync(server, Model.VendorAccounts, "vendorAccounts");
        await ShouldFilterAsync(server, Model.Operations, "operations");
        await ShouldGroupAsync(server);
        foreach (var field in (string[])["status", "vendor", "dueDate", "startDate", "createdAt", "updatedAt"])
            await ShouldPageAsync(server, field);
        await ShouldBeChangedOrRefusedAsync(server);
        server.Log.Errors.ShouldBeEmpty();
    }

    [FactWithSqlite]
    public async Task The_projects_of_a_vendor_that_was_removed_are_still_served()
    {
        using var folder = new TemporaryFolder();
        (string, string)[] settings =
        [
            ("ConnectionStrings:ProjectGraph", $"Data Source={folder.File("graph.db")}"),
            ("Sandbox:ProjectsPerVendor", "10"),
            ("Sandbox:File", folder.File("sandbox.db")),
        ];
        await using (
            await RunningServer.StartAsync(services => services.AddVendor(new TinyConnector()).AddSandbox(new TinySandbox()), settings)
        ) { }
        await using var server = await RunningServer.StartAsync(settings);
        var found = (
            await server.Client.QueryAsync(
                "{ projects(first: 1000) { nodes { databaseId vendor capabilities { liveReads } } } projectAggregates(groupBy: [VENDOR]) { vendor count } }"
            )
        );
        var orphans = found
            .GetProperty("projects")
            .GetProperty("nodes")
            .EnumerateArray()
            .Where(project => project.GetProperty("vendor").GetString() == "UNKNOWN")
            .ToList();
        orphans.ShouldNotBeEmpty();
        found.GetProperty("projectAggregates").ToString().ShouldContain("UNKNOWN");
        var id = orphans[0].GetProperty("databaseId").GetInt64().ToString(CultureInfo.InvariantCulture);
        (await ODataAsync(server, $"/odata/Projects({id})")).GetProperty("Vendor").GetString().ShouldBe("UNKNOWN");
        foreach (var method in (string[])["PATCH", "PUT", "DELETE"])
        {
            using var change = new HttpRequestMessage(new(method), $"/odata/Projects({id})")
            {
                Content = JsonContent.Create(new { Name = "Never" }),
            };
            change.Headers.TryAddWithoutValidation("If-Match", "*");
            using var response = await server.Client.SendAsync(change);
            ((int)response.StatusCode).ShouldBeOneOf(400, 501);
        }
        (await server.Client.ErrorAsync("{ projects(first: 1) { nodes { representation(vendor: UNKNOWN) { vendor } } } }"))
            .Code()
            .ShouldBe("BAD_USER_INPUT");
        server.Log.Errors.ShouldBeEmpty();
    }

    // Each column in rows of its own, so that a row has odd values of a few kinds and sane ones beside them.
    private static void Spoil(string file)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False;Foreign Keys=False");
        connection.Open();
        using var command = connection.CreateCommand();
        foreach (var entity in Model.Entities)
        {
            var columns = entity.Fields.Where(field => field.CountOf is null && !field.IsKey && Odd.ContainsKey(field.Kind)).ToList();
            foreach (var (index, field) in columns.Index())
            {
                foreach (var (which, value) in Odd[field.Kind].Index())
                {
                    command.CommandText =
                        $"UPDATE \"{entity.Set}\" SET \"{field.Name}\" = {value} WHERE rowid IN (SELECT rowid FROM \"{entity.Set}\" ORDER BY rowid LIMIT 1 OFFSET (SELECT {(index * 2) + which} % max(count(*), 1) FROM \"{entity.Set}\"))";
                    command.ExecuteNonQuery();
                }
            }
        }
    }

    /// <summary>A query of every list at the root, with all values of its rows and of what is below them.</summary>
    private static IEnumerable<string> Everything(RunningServer server)
    {
        var schema = server.Services.GetRequiredService<GraphQLEngine>().Schema;
        foreach (var field in schema.QueryType.Fields)
        {
            if (field.Arguments.Any(argument => argument.Type is NonNullType && argument.DefaultValue is null))
                continue;
            if (
                field.Type.InnermostType is not ObjectType connection
                || connection.Fields.Find("nodes") is not { } nodes
                || nodes.Type.InnermostType is not ObjectType node
            )
                continue;
            yield return $"{{ {field.Name}(first: 200) {{ nodes {{ {Values(node, 2)} }} }} }}";
        }
    }

    private static string Values(ObjectType type, int depth) =>
        string.Join(
            ' ',
            type.Fields.Where(field => !field.Arguments.Any(argument => argument.Type is NonNullType && argument.DefaultValue is null))
                .Select(field =>
                    field.Type.InnermostType switch
                    {
                        LeafType => field.Name,
                        ObjectType below when depth > 0 && below.Fields.Find("nodes") is null =>
                            $"{field.Name} {{ __typename {Values(below, depth - 1)} }}",
                        _ => "",
                    }
                )
        );

    private static async Task ShouldWorkAsync(RunningServer server, string query)
    {
        var answer = await server.Client.AskAsync(query);
        answer.TryGetProperty("errors", out var errors).ShouldBeFalse($"{query}: {errors}");
    }

    private static async Task<JsonElement> ODataAsync(RunningServer server, string url)
    {
        using var response = await server.Client.GetAsync(new Uri(url, UriKind.RelativeOrAbsolute));
        var body = await response.Content.ReadAsStringAsync();
        response.IsSuccessStatusCode.ShouldBeTrue($"{url}: {body}");
        return JsonElement.Parse(body);
    }

    private static async Task ShouldAgreeAsync(RunningServer server, EntityModel entity, string name)
    {
        var fields = entity
            .Fields.Where(field => field.Group is null && field.Protocols.HasFlag(Protocols.Both) && Odd.ContainsKey(field.Kind))
            .ToList();
        var graph = (
            await server.Client.QueryAsync(
                $"{{ {name}(first: 1000) {{ nodes {{ databaseId {string.Join(' ', fields.Select(field => field.GraphQLName))} }} }} }}"
            )
        )
            .GetProperty(name)
            .GetProperty("nodes");
        var odata = (await ODataAsync(server, $"/odata/{entity.Set}?$top=10000"))
            .GetProperty("value")
            .EnumerateArray()
            .ToDictionary(row => row.GetProperty("Id").GetInt64());
        foreach (var row in graph.EnumerateArray())
        {
            var other = odata[row.GetProperty("databaseId").GetInt64()];
            foreach (var field in fields)
            {
                var (one, two) = (row.GetProperty(field.GraphQLName), other.GetProperty(field.Name));
                if (field.Kind is FieldKind.Enum or FieldKind.Date)
                    one.ToString().ShouldBe(two.ToString(), $"{field} of {other}");
                else if (field.Kind == FieldKind.Instant)
                    (one.ValueKind == JsonValueKind.Null).ShouldBe(two.ValueKind == JsonValueKind.Null, $"{field} of {other}");
            }
        }
    }

    /// <summary>Every filter finds the rows that show the value, whatever number is stored.</summary>
    private static async Task ShouldFilterAsync(RunningServer server, EntityModel entity, string name)
    {
        foreach (
            var field in entity.Fields.Where(field =>
                field.Group is null && field.Protocols.HasFlag(Protocols.Both) && field.Kind == FieldKind.Enum && field.IsComparable
            )
        )
        {
            var graph = field.GraphQLName;
            var shown = (await server.Client.QueryAsync($"{{ {name}(first: 1000) {{ nodes {{ databaseId {graph} }} }} }}"))
                .GetProperty(name)
                .GetProperty("nodes")
                .EnumerateArray()
                .ToDictionary(node => node.GetProperty("databaseId").GetInt64(), node => node.GetProperty(graph).GetString());
            foreach (var value in shown.Values.Append(field.Enum!.Fallback?.Name).Distinct())
            {
                long[] found = [.. shown.Where(row => row.Value == value).Select(row => row.Key).Order()],
                    others = [.. shown.Keys.Except(found).Order()];
                var (inGraph, inOData) = (value ?? "null", value is null ? "null" : $"'{value}'");
                (await GraphAsync(field, $"{{ eq: {inGraph} }}")).ShouldBe(found, $"{field} {value}");
                (await GraphAsync(field, $"{{ neq: {inGraph} }}")).ShouldBe(others, $"{field} {value}");
                (await GraphAsync(field, $"{{ in: [{inGraph}] }}")).ShouldBe(found, $"{field} {value}");
                (await GraphAsync(field, $"{{ nin: [{inGraph}] }}")).ShouldBe(others, $"{field} {value}");
                (await RowsAsync($"{field.Name} eq {inOData}")).ShouldBe(found, $"{field} {value}");
                (await RowsAsync($"{inOData} ne {field.Name}")).ShouldBe(others, $"{field} {value}");
                (await RowsAsync($"{field.Name} in ({inOData})")).ShouldBe(found, $"{field} {value}");
                (await RowsAsync($"not ({field.Name} in ({inOData}))")).ShouldBe(others, $"{field} {value}");
                if (value is null)
                    continue;
                (await RowsAsync($"{field.Name} has {inOData}")).ShouldBe(found, $"{field} {value}");
                (await RowsAsync($"cast({field.Name},Edm.String) eq {inOData}")).ShouldBe(found, $"{field} {value}");
            }
        }

        async Task<long[]> GraphAsync(FieldModel field, string condition) =>
            [
                .. (
                    await server.Client.QueryAsync(
                        $"{{ {name}(first: 1000, where: {{ {field.GraphQLName}: {condition} }}) {{ nodes {{ databaseId }} }} }}"
                    )
                )
                    .GetProperty(name)
                    .GetProperty("nodes")
                    .EnumerateArray()
                    .Select(node => node.GetProperty("databaseId").GetInt64())
                    .Order(),
            ];

        async Task<long[]> RowsAsync(string filter) =>
            [
                .. (await ODataAsync(server, $"/odata/{entity.Set}?$select=Id&$top=10000&$filter={Uri.EscapeDataString(filter)}"))
                    .GetProperty("value")
                    .EnumerateArray()
                    .Select(row => row.GetProperty("Id").GetInt64())
                    .Order(),
            ];
    }

    private static async Task ShouldGroupAsync(RunningServer server)
    {
        var groups = (
            await server.Client.QueryAsync(
                "{ a: projectAggregates(groupBy: [STATUS]) { status count } b: projectAggregates(groupBy: [VENDOR, DUE_DATE_MONTH]) { vendor dueDateMonth count } }"
            )
        ).GetProperty("a");
        groups.EnumerateArray().Count(group => group.GetProperty("status").GetString() == "UNKNOWN").ShouldBeGreaterThan(1);
        var odata = (await ODataAsync(server, "/odata/Projects?$apply=groupby((Status),aggregate($count as N))")).GetProperty("value");
        odata
            .EnumerateArray()
            .Select(group => $"{group.GetProperty("Status")} {group.GetProperty("N")}")
            .Order()
            .ShouldBe(groups.EnumerateArray().Select(group => $"{group.GetProperty("status")} {group.GetProperty("count")}").Order());
        await ODataAsync(
            server,
            "/odata/Projects?$filter=Status eq 'UNKNOWN' or year(DueDate) gt 2000 or CreatedAt gt 2020-01-01T00:00:00Z&$orderby=Status,DueDate"
        );
        await server.Client.QueryAsync(
            "{ projects(where: { status: { neq: COMPLETED }, vendor: { in: [UNKNOWN, PLANHAT] }, dueDate: { gt: \"2000-01-01\" } }) { totalCount } }"
        );
    }

    private static async Task ShouldPageAsync(RunningServer server, string field)
    {
        var expected = (await server.Client.QueryAsync("{ projects { totalCount } }"))
            .GetProperty("projects")
            .GetProperty("totalCount")
            .GetInt32();
        var seen = new List<long>();
        for (string? after = null; ; )
        {
            var page = (
                await server.Client.QueryAsync(
                    $"query($after: String) {{ projects(first: 7, after: $after, order: {{ {field}: DESC }}) {{ nodes {{ databaseId }} pageInfo {{ hasNextPage endCursor }} }} }}",
                    new { after }
                )
            ).GetProperty("projects");
            seen.AddRange(page.GetProperty("nodes").EnumerateArray().Select(node => node.GetProperty("databaseId").GetInt64()));
            after = page.GetProperty("pageInfo").GetProperty("endCursor").GetString();
            if (!page.GetProperty("pageInfo").GetProperty("hasNextPage").GetBoolean())
                break;
            seen.Count.ShouldBeLessThanOrEqualTo(expected, field);
        }
        seen.ShouldBeUnique();
        seen.Count.ShouldBe(expected, field);

        var rows = 0;
        var pascal = char.ToUpperInvariant(field[0]) + field[1..];
        for (var next = $"/odata/Projects?$select=Id&$orderby={pascal} desc"; next is not null; )
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, next);
            request.Headers.Add("Prefer", "maxpagesize=7");
            using var response = await server.Client.SendAsync(request);
            var page = JsonElement.Parse(await response.Content.ReadAsStringAsync());
            rows += page.GetProperty("value").GetArrayLength();
            rows.ShouldBeLessThanOrEqualTo(expected, field);
            next =
                page.TryGetProperty("@nextLink", out var link) || page.TryGetProperty("@odata.nextLink", out link)
                    ? link.GetString()
                    : null;
        }
        rows.ShouldBe(expected, field);
    }

    // The whole project is read for a write: what it holds must not depend on the write.
    private static async Task ShouldBeChangedOrRefusedAsync(RunningServer server)
    {
        var ids = (await server.Client.QueryAsync("{ projects(first: 1000) { nodes { id } } }"))
            .GetProperty("projects")
            .GetProperty("nodes")
            .Texts("id");
        foreach (var id in ids)
        {
            var payload = (
                await server.Client.QueryAsync(
                    "mutation($id: ID!) { updateProject(input: { projectId: $id, name: \"Other\", dryRun: true }) { operation { state } errors { code } } }",
                    new { id }
                )
            ).GetProperty("updateProject");
            payload.GetProperty("operation").GetProperty("state").GetString().ShouldBeOneOf("PLANNED", "REFUSED");
            payload.ToString().ShouldNotContain("INTERNAL_SERVER_ERROR");
        }
    }
}

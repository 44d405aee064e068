using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;
using ProjectGraph.GraphQL.Types;
using ProjectGraph.Server.GraphQLApi.Schema;
using ProjectGraph.Vendors;
using ProjectGraph.Vendors.Operations;

namespace ProjectGraph.Server.Tests.Restricted;

/// <summary>What belongs to another account is changed, read live and referred to as if it did not exist.</summary>
public sealed partial class RestrictedOperationTests(Accounts accounts) : IClassFixture<Accounts>
{
    private const long Unknown = 9_999_999;

    public static TheoryData<string> Operations() =>
        [
            .. VendorRegistry.BuiltIn.Operations.Select(operation => operation.Name),
            .. VendorRegistry.BuiltIn.Unified.Select(operation => operation.Name),
        ];

    public static TheoryData<string> Reads() => [.. VendorRegistry.BuiltIn.LiveReads.Select(read => read.Name)];

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task An_operation_on_another_account_fails_like_one_on_an_unknown(string name)
    {
        var vendor = VendorRegistry.BuiltIn.FindOperation(name)?.Vendor ?? Vendor.Planhat;
        var foreign = accounts.ForeignOf(vendor);
        var before = await accounts.All.StateAsync(foreign);
        var takesProject = VendorRegistry.BuiltIn.FindOperation(name)?.TakesProject
            ?? VendorRegistry.BuiltIn.FindUnified(name)!.TakesProject;
        var (entity, id) = takesProject
            ? (GraphModel.Instance.Projects, await accounts.All.ProjectAsync(foreign))
            : (GraphModel.Instance.VendorAccounts, accounts.All.IdOf(foreign));
        var sent = await MutateAsync(name, takesProject ? "projectId" : "vendorAccountId", GlobalId.Format(entity, id));
        sent.ShouldBe(await MutateAsync(name, takesProject ? "projectId" : "vendorAccountId", GlobalId.Format(entity, Unknown)));
        sent.ShouldContain(takesProject ? "NOT_FOUND" : "VENDOR_ACCOUNT_NOT_CONFIGURED");
        sent.ShouldNotContain(SeededAccount.Mark);
        (await accounts.All.StateAsync(foreign)).ShouldBe(before);
    }

    [Theory]
    [MemberData(nameof(Reads))]
    public async Task A_live_read_of_another_account_fails_like_one_of_an_unknown(string name)
    {
        var read = VendorRegistry.BuiltIn.FindLiveRead(name)!;
        var field = ((ObjectType)accounts.All.Engine.Schema.Types["Query"]).Fields[name];
        var sent = await ReadAsync(accounts.All.IdOf(accounts.ForeignOf(read.Vendor)));
        sent.ShouldBe(await ReadAsync(Unknown));
        sent.ShouldContain("VENDOR_ACCOUNT_NOT_CONFIGURED");

        Task<string> ReadAsync(long account)
        {
            var values = Values(field.Arguments, depth: 0);
            if (values.ContainsKey("id"))
                values["id"] = read.Vendor == Vendor.Planhat ? "61006bc89a3e0b702ed8ea49" : "669";
            values["vendorAccountId"] = GlobalId.Format(GraphModel.Instance.VendorAccounts, account);
            var declared = string.Join(
                ", ",
                field
                    .Arguments.Where(argument => values.ContainsKey(argument.Name))
                    .Select(argument => $"${argument.Name}: {argument.Type}")
            );
            var given = string.Join(", ", values.Keys.Select(key => $"{key}: ${key}"));
            return accounts.All.GraphQLAsync($"query({declared}) {{ it: {name}({given}) {{ id }} }}", accounts.OnlyFirst, values);
        }
    }

    [Theory]
    [InlineData("companyId")]
    [InlineData("ownerId")]
    [InlineData("managerId")]
    [InlineData("assigneeIds")]
    public async Task A_reference_to_another_account_fails_like_one_to_an_unknown(string field)
    {
        var foreign = accounts.ForeignOf(Vendor.Planhat);
        var entity = field == "companyId" ? GraphModel.Instance.Companies : GraphModel.Instance.People;
        var store = accounts.All.Services.GetRequiredService<VendorAccountStore>();
        var vendorId = foreign.Text(field == "companyId" ? "c3" : "u1");
        var ids =
            field == "companyId"
                ? await store.CompanyIdsAsync(accounts.All.IdOf(foreign), [vendorId], default)
                : await store.PersonIdsAsync(accounts.All.IdOf(foreign), [vendorId], default);
        var sent = await CreateAsync(ids.Values.Single());
        sent.ShouldBe(await CreateAsync(Unknown));
        sent.ShouldNotContain("WRONG_VENDOR_ACCOUNT");

        Task<string> CreateAsync(long id)
        {
            var value = GlobalId.Format(entity, id);
            return MutateAsync(
                "updateProject",
                "projectId",
                null,
                new()
                {
                    ["dryRun"] = true,
                    ["lenient"] = true,
                    [field] = field == "assigneeIds" ? new[] { value } : value,
                }
            );
        }
    }

    [Fact]
    public async Task A_copy_goes_to_another_account_as_little_as_to_an_unknown()
    {
        var sent = await CopyAsync(accounts.All.IdOf(accounts.ForeignOf(Vendor.GrowCrm)));
        sent.ShouldBe(await CopyAsync(Unknown));
        sent.ShouldContain("VENDOR_ACCOUNT_NOT_CONFIGURED");

        Task<string> CopyAsync(long account) =>
            MutateAsync(
                "copyProject",
                "projectId",
                null,
                new() { ["name"] = "copy", ["vendorAccountId"] = GlobalId.Format(GraphModel.Instance.VendorAccounts, account) }
            );
    }

    [Fact]
    public async Task An_upsert_of_another_accounts_project_fails_like_one_of_an_unknown()
    {
        var sent = await UpsertAsync(await accounts.All.ProjectAsync(accounts.ForeignOf(Vendor.Planhat)));
        sent.ShouldBe(await UpsertAsync(Unknown));
        sent.ShouldContain("NOT_FOUND");

        Task<string> UpsertAsync(long project) =>
            MutateAsync(
                "upsertProjects",
                "vendorAccountId",
                GlobalId.Format(GraphModel.Instance.VendorAccounts, accounts.All.IdOf(Accounts.First)),
                new()
                {
                    ["projects"] = new[]
                    {
                        new Dictionary<string, object?>
                        {
                            ["projectId"] = GlobalId.Format(GraphModel.Instance.Projects, project),
                            ["name"] = "x",
                        },
                    },
                }
            );
    }

    [Fact]
    public async Task The_only_account_of_a_caller_is_meant_where_none_is_named_and_no_other_is_told_of()
    {
        var input = new Dictionary<string, object?> { ["name"] = "x", ["dryRun"] = true };
        (
            await accounts.All.GraphQLAsync(
                "mutation($input: CreateProjectInput!) { it: createProject(input: $input) { errors { code } operation { vendorAccount { name } } } }",
                accounts.OnlyFirst,
                new { input }
            )
        ).ShouldContain("\"vendorAccount\":{\"name\":\"first\"}");
        var several = await accounts.All.GraphQLAsync(
            "mutation($input: CreateProjectInput!) { it: createProject(input: $input) { errors { code message } operation { state } } }",
            accounts.OnlyBoth,
            new { input }
        );
        several.ShouldContain("There are several vendor accounts: first, second.");
        several.ShouldContain(
            "\"state\":\"REFUSED\"",
            Case.Sensitive,
            "The caller sees its own operation, though it belongs to no account."
        );
        (await accounts.All.ODataAsync("/Operations?$filter=VendorAccountId eq null&$count=true", accounts.OnlyBoth)).ShouldContain(
            "\"@odata.count\":0"
        );
    }

    [Fact]
    public async Task An_operation_of_another_account_is_not_replayed()
    {
        var foreign = accounts.ForeignOf(Vendor.Planhat);
        var log = accounts.All.Services.GetRequiredService<OperationLog>();
        var input = new Dictionary<string, object?>
        {
            ["projectId"] = await accounts.All.ProjectAsync(foreign),
            ["idempotencyKey"] = "shared key",
            ["dryRun"] = false,
        };
        var runner = accounts.All.Services.GetRequiredService<OperationRunner>();
        var first = await runner.RunAsync("deleteProject", input, AccountsServer.Operator, null, AccountScope.Unrestricted, default);
        var again = await runner.RunAsync(
            "deleteProject",
            input,
            AccountsServer.Operator,
            null,
            AccountScope.Create([accounts.All.IdOf(Accounts.First)]),
            default
        );
        again.Errors.Select(error => error.Code).ShouldBe([VendorErrors.IdempotencyConflict]);
        again.ProjectIds.ShouldBeEmpty();
        (await log.FindAsync(first.OperationId, AccountScope.Create([accounts.All.IdOf(Accounts.First)]), default)).ShouldBeNull();
    }

    [Theory]
    [InlineData("PATCH", "/Projects({0})", """{"Name":"x"}""")]
    [InlineData("PUT", "/Projects({0})", """{"Name":"x"}""")]
    [InlineData("DELETE", "/Projects({0})", null)]
    [InlineData("PUT", "/Projects({0})/Name", """{"value":"x"}""")]
    [InlineData("DELETE", "/Projects({0})/Description", null)]
    [InlineData("POST", "/Projects({0})/Tags", """{"Tag":"x"}""")]
    [InlineData("PUT", "/Projects({0})/Tags", """{"value":[{"Tag":"x"}]}""")]
    [InlineData("POST", "/ProjectTags", """{"ProjectId":{0},"Tag":"x"}""")]
    [InlineData("PUT", "/Projects({0})/Company/$ref", """{"@odata.id":"Companies(1)"}""")]
    [InlineData("DELETE", "/Projects({0})/Owner/$ref", null)]
    [InlineData("POST", "/Projects({0})/Assignees/$ref", """{"@odata.id":"People(1)"}""")]
    [InlineData("POST", "/Projects({0})/ProjectGraph.SetProjectTags", """{"Tags":["x"]}""")]
    [InlineData("POST", "/Projects({0})/ProjectGraph.RefreshProject", "{}")]
    [InlineData("GET", "/Projects({0})", null)]
    [InlineData("GET", "/Projects({0})/Company", null)]
    [InlineData("GET", "/Projects({0})/Tags", null)]
    [InlineData("GET", "/Projects({0})/Tags/$count", null)]
    [InlineData("GET", "/Projects({0})/Name/$value", null)]
    public async Task A_request_to_another_accounts_project_is_answered_like_one_to_an_unknown(string method, string url, string? body)
    {
        var foreign = accounts.ForeignOf(Vendor.Planhat);
        var before = await accounts.All.StateAsync(foreign);
        foreach (
            var spelled in new[]
            {
                url,
                url.Replace("({0})", "/{0}", StringComparison.Ordinal),
                url.Replace("/Projects(", "/Projects/$filter(Id gt 0)/", StringComparison.Ordinal)
                    .Replace("{0})", "{0}", StringComparison.Ordinal),
            }
        )
        {
            foreach (var headers in new (string, string)[][] { [], [("If-Match", "W/\"1\"")], [("If-Match", "*")] })
            {
                var sent = await AskAsync(spelled, await accounts.All.ProjectAsync(foreign), headers);
                sent.ShouldBe(await AskAsync(spelled, Unknown, headers));
                sent.ShouldStartWith("404");
            }
        }
        (await accounts.All.StateAsync(foreign)).ShouldBe(before);

        async Task<string> AskAsync(string spelled, long project, (string, string)[] headers)
        {
            var id = project.ToString(null, null);
            var answer = await accounts.All.ODataAsync(
                spelled.Replace("{0}", id, StringComparison.Ordinal),
                accounts.OnlyFirst,
                method,
                body?.Replace("{0}", id, StringComparison.Ordinal),
                headers
            );
            return Operation().Replace(answer.Replace(id, "id", StringComparison.Ordinal), "operation");
        }
    }

    // The number of the entry in the operation log is another each time.
    [GeneratedRegex(@"operation \d+")]
    private static partial Regex Operation();

    private async Task<string> MutateAsync(string name, string field, string? id, Dictionary<string, object?>? given = null)
    {
        var definition = ((ObjectType)accounts.All.Engine.Schema.Types["Mutation"]).Fields[name];
        var type = (InputObjectType)definition.Arguments["input"].Type.InnermostType;
        id ??= GlobalId.Format(GraphModel.Instance.Projects, await accounts.All.ProjectAsync(Accounts.First));
        var input = given is null ? Values(type.Fields, depth: 0) : [];
        foreach (var (key, value) in given ?? [])
            input[key] = value;
        input[field] = id;
        var body = await accounts.All.GraphQLAsync(
            $"mutation($input: {type.Name}!) {{ it: {name}(input: $input) {{ errors {{ code message field vendorCode }} operation {{ state errors vendorAccount {{ name }} request {{ url }} }} }} }}",
            accounts.OnlyFirst,
            new { input }
        );
        return body.Replace(id, "id", StringComparison.Ordinal);
    }

    // What must be given, with some value that its type takes.
    private static Dictionary<string, object?> Values(IEnumerable<InputValueDefinition> fields, int depth) =>
        fields
            .Where(field => field.Type is NonNullType && field.DefaultValue is null)
            .ToDictionary(field => field.Name, field => Value(field.Type, field.Name, depth));

    private static object? Value(GraphQLType type, string name, int depth) =>
        type switch
        {
            NonNullType required => Value(required.Inner, name, depth),
            ListType list => new[] { Value(list.Item, name, depth) },
            InputObjectType input when depth < 4 => Values(input.Fields, depth + 1),
            EnumType members => members.Values[0].Name,
            _ => type.InnermostType.Name switch
            {
                "Int" or "Long" or "Decimal" or "Float" => 1,
                "Boolean" => true,
                "Date" => "2030-01-01",
                "DateTime" => "2030-01-01T00:00:00Z",
                "JSON" => new Dictionary<string, object?>(),
                "String" when name.EndsWith("mail", StringComparison.Ordinal) => "a@example.test",
                "ID" => GlobalId.Format(
                    name.StartsWith("company", StringComparison.Ordinal) ? GraphModel.Instance.Companies : GraphModel.Instance.People,
                    1
                ),
                _ => "x",
            },
        };
}

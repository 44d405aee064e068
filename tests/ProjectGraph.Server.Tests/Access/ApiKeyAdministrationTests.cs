using System.Net;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using ProjectGraph.Data.Access;
using ProjectGraph.Data.Sync;
using ProjectGraph.Server.GraphQLApi.Schema;
using ProjectGraph.Server.Tests.Bi;

namespace ProjectGraph.Server.Tests;

/// <summary>The administration of keys, and what a restricted key may do: the real program in Production.</summary>
[Collection(KeyedServerCollection.Name)]
public sealed class ApiKeyAdministrationTests(KeyedServer server)
{
    private const string Create =
        "mutation($input: CreateApiKeyInput!) { createApiKey(input: $input) { key apiKey { id databaseId name role createdAt lastUsedAt expiresAt revokedAt vendorAccounts { databaseId name } protocols } errors { code message field } } }";
    private const string Revoke =
        "mutation($id: ID!) { revokeApiKey(input: { id: $id }) { apiKey { name revokedAt } errors { code field } } }";
    private const string List =
        "{ apiKeys { id databaseId name role createdAt lastUsedAt expiresAt revokedAt vendorAccounts { databaseId name } protocols } }";

    private ApiKeyStore Keys => server.Running.Services.GetRequiredService<ApiKeyStore>();

    [Theory]
    [InlineData(AccessRole.Reader)]
    [InlineData(AccessRole.Operator)]
    public async Task Only_administrators_manage_keys(AccessRole role)
    {
        var key = role == AccessRole.Reader ? server.Reader : server.Operator;
        foreach (
            var (query, variables) in new (string, object?)[]
            {
                (List, null),
                (Create, new { input = new { name = "x", role = "READER" } }),
                (Revoke, new { id = "x" }),
            }
        )
        {
            var error = (await AskAsync(key, query, variables)).GetProperty("errors")[0];
            error.GetProperty("extensions").GetProperty("code").GetString().ShouldBe(ErrorCodes.Forbidden.Id);
            error.GetProperty("message").GetString()!.ShouldContain("ManageKeys needs Admin");
        }
    }

    [Fact]
    public async Task An_administrator_creates_lists_and_revokes_keys()
    {
        var admin = await AdminAsync();
        var (account, id) = await AccountAsync();
        var name = Unique();
        var created = (
            await AskAsync(
                admin,
                Create,
                new
                {
                    input = new
                    {
                        name,
                        role = "READER",
                        expiresAt = "2999-12-31T00:00:00Z",
                        vendorAccountIds = new[] { id },
                        protocols = new[] { "ODATA" },
                    },
                }
            )
        ).GetProperty("data").GetProperty("createApiKey");
        created.GetProperty("errors").ValueKind.ShouldBe(JsonValueKind.Null);
        var secret = created.GetProperty("key").GetString()!;
        secret.ShouldStartWith("pjg_");

        var response = await AskAsync(admin, List);
        response.ToString().ShouldNotContain(secret);
        var listed = response
            .GetProperty("data")
            .GetProperty("apiKeys")
            .EnumerateArray()
            .Single(key => key.GetProperty("name").GetString() == name);
        JsonElement.DeepEquals(listed, created.GetProperty("apiKey")).ShouldBeTrue(listed.ToString());
        listed.GetProperty("role").GetString().ShouldBe("READER");
        listed.GetProperty("databaseId").GetInt64().ShouldBe((await Keys.ListAsync(default)).Single(key => key.Name == name).Id);
        listed.GetProperty("expiresAt").GetString().ShouldBe("2999-12-31T00:00:00.000Z");
        listed.GetProperty("vendorAccounts").EnumerateArray().Select(each => each.GetProperty("databaseId").GetInt64()).ShouldBe([account]);
        listed.GetProperty("protocols").EnumerateArray().Select(each => each.GetString()).ShouldBe(["ODATA"]);
        (await server.SendAsync(HttpMethod.Get, "/odata/Projects?$top=1", secret)).StatusCode.ShouldBe(HttpStatusCode.OK);

        var revoked = (await AskAsync(admin, Revoke, new { id = listed.GetProperty("id").GetString() }))
            .GetProperty("data")
            .GetProperty("revokeApiKey");

        revoked.GetProperty("errors").ValueKind.ShouldBe(JsonValueKind.Null);
        revoked.GetProperty("apiKey").GetProperty("revokedAt").ValueKind.ShouldBe(JsonValueKind.String);
        await (await server.SendAsync(HttpMethod.Get, "/odata/Projects?$top=1", secret)).ShouldBeErrorAsync(ErrorCodes.Unauthenticated);
    }

    public static TheoryData<string, string> Mistakes =>
        new()
        {
            { "name that is taken", """{"name":"reader","role":"READER"}""" },
            { "empty name", """{"name":"","role":"READER"}""" },
            { "past expiry", """{"name":"new","role":"READER","expiresAt":"2001-01-01T00:00:00Z"}""" },
            { "malformed account", """{"name":"new","role":"READER","vendorAccountIds":["nonsense"]}""" },
            { "id of a project as account", """{"name":"new","role":"READER","vendorAccountIds":["UHJvamVjdDox"]}""" },
            { "unknown account", """{"name":"new","role":"READER","vendorAccountIds":["VmVuZG9yQWNjb3VudDo5OTk5"]}""" },
            { "no account", """{"name":"new","role":"READER","vendorAccountIds":[]}""" },
            { "no protocol", """{"name":"new","role":"READER","protocols":[]}""" },
        };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public async Task A_mistake_is_an_error_of_the_payload(string @case, string input)
    {
        var payload = (await AskAsync(await AdminAsync(), Create, new { input = JsonElement.Parse(input) }))
            .GetProperty("data")
            .GetProperty("createApiKey");

        payload.ShouldMatchSnapshot(@case);
        (await Keys.ListAsync(default)).ShouldNotContain(key => key.Name == "new");
    }

    [Theory]
    [InlineData("nonsense", "INVALID_INPUT")]
    [InlineData("UHJvamVjdDox", "INVALID_INPUT")]
    [InlineData("QXBpS2V5Ojk5OTk5", "NOT_FOUND")]
    public async Task A_key_that_there_is_not_cannot_be_revoked(string id, string code) =>
        ShouldFail((await AskAsync(await AdminAsync(), Revoke, new { id })).GetProperty("data").GetProperty("revokeApiKey"), code, "id");

    [Fact]
    public async Task A_restricted_administrator_reaches_no_key_with_more_rights()
    {
        var (account, id) = await AccountAsync();
        var admin = await KeyAsync(
            new ApiKeyDraft(Unique(), AccessRole.Admin)
            {
                VendorAccounts = new HashSet<long> { account },
                Protocols = new HashSet<ApiProtocol> { ApiProtocol.GraphQL },
            }
        );
        var free = (await Keys.CreateAsync(new ApiKeyDraft(Unique(), AccessRole.Reader), default)).Key;

        await RefusedAsync(new { name = Unique(), role = "READER" }, "vendorAccountIds");
        await RefusedAsync(
            new
            {
                name = Unique(),
                role = "READER",
                vendorAccountIds = new[] { id, "VmVuZG9yQWNjb3VudDo5OTk5" },
                protocols = new[] { "GRAPHQL" },
            },
            "vendorAccountIds"
        );
        await RefusedAsync(
            new
            {
                name = Unique(),
                role = "READER",
                vendorAccountIds = new[] { id },
            },
            "protocols"
        );
        await RefusedAsync(
            new
            {
                name = Unique(),
                role = "READER",
                vendorAccountIds = new[] { id },
                protocols = new[] { "GRAPHQL", "ODATA" },
            },
            "protocols"
        );
        var made = (
            await AskAsync(
                admin,
                Create,
                new
                {
                    input = new
                    {
                        name = Unique(),
                        role = "ADMIN",
                        vendorAccountIds = new[] { id },
                        protocols = new[] { "GRAPHQL" },
                    },
                }
            )
        ).GetProperty("data").GetProperty("createApiKey");
        made.GetProperty("errors").ValueKind.ShouldBe(JsonValueKind.Null);

        (await AskAsync(admin, List))
            .GetProperty("data")
            .GetProperty("apiKeys")
            .EnumerateArray()
            .ShouldAllBe(key =>
                key.GetProperty("vendorAccounts").GetArrayLength() == 1 && key.GetProperty("protocols").GetArrayLength() == 1
            );
        ShouldFail(
            (await AskAsync(admin, Revoke, new { id = GlobalId.Format(nameof(ApiKey), free.Id) }))
                .GetProperty("data")
                .GetProperty("revokeApiKey"),
            "NOT_FOUND",
            "id"
        );
        (await Keys.ListAsync(default)).Single(key => key.Id == free.Id).RevokedAt.ShouldBeNull();

        async Task RefusedAsync(object input, string field) =>
            ShouldFail(
                (await AskAsync(admin, Create, new { input })).GetProperty("data").GetProperty("createApiKey"),
                ErrorCodes.Forbidden.Id,
                field
            );
    }

    [Theory]
    [InlineData("GET", "/odata")]
    [InlineData("GET", "/odata/$metadata")]
    [InlineData("GET", "/odata/Projects")]
    [InlineData("POST", "/odata/$batch")]
    [InlineData("POST", "/odata/CreateProject")]
    public async Task A_key_for_GraphQL_opens_no_OData(string method, string path) =>
        (
            await (await server.SendAsync(new(method), path, await KeyAsync(ApiProtocol.GraphQL), Json("{}"))).ShouldBeErrorAsync(
                ErrorCodes.Forbidden
            )
        ).ShouldContain("may only use GraphQL, not /odata");

    [Theory]
    [InlineData("GET", "/graphql?query={__typename}")]
    [InlineData("POST", "/graphql")]
    [InlineData("GET", "/graphql/schema.graphql")]
    public async Task A_key_for_OData_opens_no_GraphQL(string method, string path) =>
        await (
            await server.SendAsync(
                new(method),
                path,
                await KeyAsync(ApiProtocol.OData),
                method == "POST" ? Json("""{"query":"{ __typename }"}""") : null
            )
        ).ShouldBeErrorAsync(ErrorCodes.Forbidden);

    [Fact]
    public async Task A_key_for_OData_opens_no_socket()
    {
        using var socket = new ClientWebSocket();
        socket.Options.AddSubProtocol("graphql-transport-ws");
        socket.Options.SetRequestHeader("Authorization", "Bearer " + await KeyAsync(ApiProtocol.OData));
        socket.Options.CollectHttpResponseDetails = true;
        await Should.ThrowAsync<WebSocketException>(() =>
            socket.ConnectAsync(new UriBuilder(new Uri(server.Running.Address, "/graphql")) { Scheme = "ws" }.Uri, default)
        );
        socket.HttpStatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_key_opens_the_protocols_that_it_is_restricted_to()
    {
        (await server.SendAsync(HttpMethod.Get, "/odata/Projects?$top=1", await KeyAsync(ApiProtocol.OData))).StatusCode.ShouldBe(
            HttpStatusCode.OK
        );
        (await AskAsync(await KeyAsync(ApiProtocol.GraphQL), "{ __typename }")).TryGetProperty("errors", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task Operations_are_found_by_their_caller_in_both_protocols()
    {
        var made = await Keys.CreateAsync(new ApiKeyDraft(Unique(), AccessRole.Operator), default);
        var (secret, name, id) = (made.Secret, made.Key.Name, made.Key.Id);
        var first = await AskAsync(
            secret,
            "mutation { createPlanhatProject(input: { name: \"A\", companyId: \"61006bc89a3e0b702ed8ea49\", dryRun: true }) { operation { databaseId caller { kind id name } } } }"
        );
        var recorded = first.GetProperty("data").GetProperty("createPlanhatProject").GetProperty("operation");
        recorded.GetProperty("caller").ToString().ShouldBe($$"""{"kind":"KEY","id":"{{id}}","name":"{{name}}"}""");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/odata/CreatePlanhatProject")
        {
            Content = Json("""{"Name":"B","CompanyId":"61006bc89a3e0b702ed8ea49","DryRun":true}"""),
        };
        request.Headers.Authorization = new("Bearer", secret);
        (await server.Client.SendAsync(request)).IsSuccessStatusCode.ShouldBeTrue();

        foreach (
            var (where, filter) in new[]
            {
                ($"name: {{ eq: \"{name}\" }}", $"CallerName eq '{name}'"),
                ($"id: {{ eq: \"{id}\" }}, kind: {{ eq: KEY }}", $"CallerId eq '{id}' and CallerKind eq 'KEY'"),
            }
        )
        {
            var graph = (
                await AskAsync(
                    server.Reader,
                    $"{{ operations(where: {{ caller: {{ {where} }} }}, order: [{{ caller: {{ name: ASC }} }}]) {{ nodes {{ databaseId }} }} }}"
                )
            )
                .GetProperty("data")
                .GetProperty("operations")
                .GetProperty("nodes");
            var odata = JsonElement
                .Parse(
                    await (
                        await server.SendAsync(
                            HttpMethod.Get,
                            $"/odata/Operations?$filter={filter}&$orderby=CallerName&$select=Id",
                            server.Reader
                        )
                    ).Content.ReadAsStringAsync()
                )
                .GetProperty("value");
            var ids = graph.EnumerateArray().Select(row => row.GetProperty("databaseId").GetInt64()).ToList();
            ids.Count.ShouldBe(2);
            ids.ShouldContain(recorded.GetProperty("databaseId").GetInt64());
            odata.EnumerateArray().Select(row => row.GetProperty("Id").GetInt64()).ShouldBe(ids);
        }
    }

    private static void ShouldFail(JsonElement payload, string code, string field)
    {
        var error = payload.GetProperty("errors").EnumerateArray().ShouldHaveSingleItem();
        (error.GetProperty("code").GetString(), error.GetProperty("field").GetString()).ShouldBe((code, field));
    }

    private async Task<(long Account, string Id)> AccountAsync()
    {
        var account = (await server.Running.Services.GetRequiredService<VendorAccountStore>().NamesAsync(default)).Keys.Min();
        return (account, GlobalId.Format("VendorAccount", account));
    }

    private Task<string> AdminAsync() => KeyAsync(new ApiKeyDraft(Unique(), AccessRole.Admin));

    private Task<string> KeyAsync(ApiProtocol protocol) =>
        KeyAsync(new ApiKeyDraft(Unique(), AccessRole.Operator) { Protocols = new HashSet<ApiProtocol> { protocol } });

    private async Task<string> KeyAsync(ApiKeyDraft draft) => (await Keys.CreateAsync(draft, default)).Secret;

    // The server is shared with other tests, and names are unique.
    private static string Unique() => $"key {Guid.NewGuid():N}";

    private async Task<JsonElement> AskAsync(string key, string query, object? variables = null) =>
        JsonElement.Parse(
            await (
                await server.SendAsync(HttpMethod.Post, "/graphql", key, Json(JsonSerializer.Serialize(new { query, variables })))
            ).Content.ReadAsStringAsync()
        );

    private static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");
}

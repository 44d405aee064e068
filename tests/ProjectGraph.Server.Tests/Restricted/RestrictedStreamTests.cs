using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;
using ProjectGraph.Server.GraphQLApi.Schema;
using ProjectGraph.Server.Tests.GraphQLApi.Streaming;

namespace ProjectGraph.Server.Tests.Restricted;

/// <summary>Changes in other accounts are not reported to a restricted caller: neither by subscription nor by delta, deletions included.</summary>
public sealed partial class RestrictedStreamTests : IAsyncLifetime
{
    private static readonly SeededAccount Foreign = new("other", Vendor.Planhat, IsForeign: true);

    private AccountsServer _server = null!;
    private string _only = "";

    public async Task InitializeAsync()
    {
        _server = await AccountsServer.StartAsync(Accounts.First, Foreign);
        _only = AccountsServer.Only([_server.IdOf(Accounts.First)]);
    }

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Theory]
    [InlineData("")]
    [InlineData(", where: { name: { neq: null } }")]
    [InlineData(", where: { name: { eq: \"nobody\" } }, unmatched: true")]
    public async Task Changes_of_projects_are_told_of_the_callers_accounts_only(string arguments)
    {
        var vendorAccount = GlobalId.Format(GraphModel.Instance.VendorAccounts, _server.IdOf(Accounts.First));
        using var events = await ListenAsync(
            $"subscription {{ projectChanged(after: 0{arguments}) {{ kind vendorId vendorAccountId project {{ name company {{ name }} }} }} }}"
        );
        await ChangeAsync();
        var kinds = new List<string>();
        while (!kinds.Contains("last"))
        {
            var (_, _, data) = await events.NextAsync();
            var change = data.GetProperty("data").GetProperty("projectChanged");
            change.GetProperty("vendorAccountId").GetString().ShouldBe(vendorAccount);
            change.ToString().ShouldNotContain(SeededAccount.Mark);
            kinds.Add(
                change.GetProperty("vendorId").GetString() == "005" && change.GetProperty("kind").GetString() == "UPDATED"
                    ? "last"
                    : change.GetProperty("kind").GetString()!
            );
        }
        kinds.Count(kind => kind == "DELETED").ShouldBe(2, "One when the store was filled, and one now.");
    }

    [Fact]
    public async Task The_steps_of_another_accounts_operation_are_those_of_an_unknown_one()
    {
        var foreign = await StartedAsync(Foreign);
        foreach (var id in (long[])[foreign, 9_999_999])
        {
            using var events = await ListenAsync(
                $"subscription {{ operationChanged(id: \"{GlobalId.Format(GraphModel.Instance.Operations, id)}\") {{ state }} }}"
            );
            (await events.NextAsync()).Data.GetProperty("data").GetProperty("operationChanged").ValueKind.ShouldBe(JsonValueKind.Null);
            (await events.NextAsync()).Event.ShouldBe("complete");
        }
        using var own = await ListenAsync(
            $"subscription {{ operationChanged(id: \"{GlobalId.Format(GraphModel.Instance.Operations, await StartedAsync(Accounts.First))}\") {{ state }} }}"
        );
        (await own.NextAsync())
            .Data.GetProperty("data")
            .GetProperty("operationChanged")
            .GetProperty("state")
            .GetString()
            .ShouldBe("PLANNED");
    }

    [Fact]
    public async Task The_sync_of_another_account_is_refused_like_that_of_an_unknown_one()
    {
        var (foreign, unknown) = (
            GlobalId.Format(GraphModel.Instance.VendorAccounts, _server.IdOf(Foreign)),
            GlobalId.Format(GraphModel.Instance.VendorAccounts, 9_999_999)
        );
        var sent = await RefusalAsync(foreign);
        sent.ShouldBe(await RefusalAsync(unknown));
        sent.ShouldContain("NOT_FOUND");

        async Task<string> RefusalAsync(string id)
        {
            using var events = await ListenAsync($"subscription {{ syncProgress(vendorAccountId: \"{id}\") {{ state }} }}");
            return (await events.NextAsync()).Data.ToString().Replace(id, "id", StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("/Projects")]
    [InlineData("/Projects?$filter=Archived ne true&$select=Name")]
    [InlineData("/Companies")]
    [InlineData("/People?$count=true")]
    public async Task A_delta_link_tells_of_the_callers_accounts_only(string url)
    {
        var first = await _server.Client.SendAsync(Request(url, ("Prefer", "track-changes,maxpagesize=500")));
        var page = JsonElement.Parse(await first.Content.ReadAsStringAsync());
        var link = page.GetProperty("@odata.deltaLink").GetString()!;
        await ChangeAsync();
        using var response = await _server.Client.SendAsync(Request(link));
        var body = await response.Content.ReadAsStringAsync();
        body.ShouldNotContain(SeededAccount.Mark);
        var delta = JsonElement.Parse(body);
        // The rows of the caller's account were there first.
        var last = await LastIdAsync(url.Split('?')[0]);
        foreach (Match id in Ids().Matches(delta.GetProperty("value").ToString()))
            long.Parse(id.Groups[1].Value, null).ShouldBeLessThanOrEqualTo(last);
        if (url.StartsWith("/Projects", StringComparison.Ordinal))
            body.ShouldContain("deleted");
        if (url == "/Projects")
            delta.GetProperty("value").GetArrayLength().ShouldBe(2, "One was changed and one was deleted.");
    }

    [Fact]
    public async Task A_delta_link_counts_the_callers_accounts_only()
    {
        using var first = await _server.Client.SendAsync(Request("/Projects", ("Prefer", "track-changes,maxpagesize=500")));
        var link = JsonElement.Parse(await first.Content.ReadAsStringAsync()).GetProperty("@odata.deltaLink").GetString()!;
        await ChangeAsync();
        (await _server.ODataAsync(Below(link).Replace("/Projects?", "/Projects/$count?", StringComparison.Ordinal), _only)).ShouldBe(
            "200  2"
        );
        (await _server.ODataAsync(Below(link).Replace("/Projects?", "/Projects/$count?", StringComparison.Ordinal))).ShouldBe("200  5");
    }

    private Task<EventStream> ListenAsync(string query) =>
        EventStream.OpenAsync(_server.Client, query, (AccountsServer.AccountsHeader, _only));

    // Two foreign projects are changed and one is deleted before and after each own one.
    private async Task ChangeAsync()
    {
        await _server.SaveAsync(Foreign, project => project.Name = $"{SeededAccount.Mark} again", 3, 4);
        await _server.DeleteAsync(Foreign, Foreign.Make(6).VendorId);
        await _server.DeleteAsync(Accounts.First, "006");
        await _server.SaveAsync(Accounts.First, project => project.Name = "again", 5);
    }

    private async Task<long> StartedAsync(SeededAccount account)
    {
        var start = await _server
            .Services.GetRequiredService<OperationLog>()
            .BeginAsync(
                new("updateProject", account.Vendor, _server.IdOf(account), null, false, null, "hash", "{}", AccountsServer.Operator),
                CancellationToken.None
            );
        return ((OperationStart.Started)start).OperationId;
    }

    private async Task<long> LastIdAsync(string set)
    {
        var body = await _server.ODataAsync($"{set}?$filter=VendorAccountId eq {_server.IdOf(Accounts.First)}&$select=Id");
        return JsonElement
                .Parse(body[body.IndexOf('{', StringComparison.Ordinal)..])
                .GetProperty("value")
                .EnumerateArray()
                .Max(row => row.GetProperty("Id").GetInt64()) + 1;
    }

    private HttpRequestMessage Request(string url, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, url.StartsWith("http", StringComparison.Ordinal) ? url : "/odata" + url);
        request.Headers.Add(AccountsServer.AccountsHeader, _only);
        foreach (var (name, value) in headers)
            request.Headers.Add(name, value);
        return request;
    }

    [GeneratedRegex("""(?:\((?=\d+\))|"Id":)(\d+)""")]
    private static partial Regex Ids();

    private static string Below(string link) => link[(link.IndexOf("/odata/", StringComparison.Ordinal) + 6)..];
}

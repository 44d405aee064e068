using System.Net.Http.Json;
using System.Text.Json;
using ProjectGraph.Data.Model;

namespace ProjectGraph.Server.Tests.Restricted;

/// <summary>A restricted caller is sent what a service sends that holds only the caller's accounts: no row, count, name or error of another one.</summary>
public sealed class RestrictedQueryTests(Accounts accounts) : IClassFixture<Accounts>
{
    [Fact]
    public async Task No_query_in_GraphQL_shows_another_account() =>
        await CheckAsync(QueryShapes.GraphQL(), 600, (server, query, only) => server.GraphQLAsync(query, only));

    [Fact]
    public async Task No_query_in_OData_shows_another_account() =>
        await CheckAsync(QueryShapes.OData(), 1_500, (server, url, only) => server.ODataAsync(url, only));

    [Fact]
    public async Task A_caller_without_accounts_sees_nothing_at_all()
    {
        var none = AccountsServer.Only([]);
        foreach (var entity in GraphModel.Instance.Entities.Where(entity => entity.Account is not null))
        {
            (await accounts.All.ODataAsync($"/{entity.Set}/$count", none)).ShouldBe("200  0", entity.Set);
            (await accounts.All.ODataAsync($"/{entity.Set}?$count=true", none)).ShouldContain("\"value\":[]");
        }
        (
            await accounts.All.GraphQLAsync("{ projects { totalCount nodes { id } } projectAggregates(groupBy: []) { count } }", none)
        ).ShouldContain("""{"projects":{"totalCount":0,"nodes":[]},"projectAggregates":[{"count":0}]}""");
    }

    [Fact]
    public async Task Whoever_is_not_restricted_sees_all_accounts_whoever_asked_the_same_before()
    {
        const string url = "/Projects/$count?$filter=contains(Name,'1')";
        var own = await accounts.All.ODataAsync(url, accounts.OnlyFirst);
        var all = await accounts.All.ODataAsync(url);
        own.ShouldNotBe(all);
        (await accounts.All.ODataAsync(url, accounts.OnlyFirst)).ShouldBe(own);
        (await accounts.All.ODataAsync("/Projects")).ShouldContain(SeededAccount.Mark);
    }

    [Fact]
    public async Task The_explanation_of_a_query_shows_the_restriction()
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/graphql")
        {
            Content = JsonContent.Create(
                new { query = "{ projects(first: 3) { nodes { company { name } tags } } }", extensions = new { explain = true } }
            ),
        };
        var body = await accounts.All.SendAsync(request, accounts.OnlyFirst);
        var statements = JsonElement
            .Parse(body[(body.IndexOf('{', StringComparison.Ordinal))..])
            .GetProperty("extensions")
            .GetProperty("explain")
            .GetProperty("fields")[0]
            .GetProperty("sql")
            .EnumerateArray()
            .ToArray();
        statements.Length.ShouldBe(2);
        foreach (var statement in statements)
        {
            statement.GetProperty("statement").GetString()!.ShouldContain("\"VendorAccountId\" = @accounts");
            statement
                .GetProperty("parameters")
                .EnumerateArray()
                .Select(parameter => parameter.GetProperty("name").GetString())
                .ShouldContain("@accounts");
        }
    }

    [Fact]
    public async Task Parts_of_a_batch_and_asynchronous_requests_are_restricted_like_their_caller()
    {
        var batch =
            """{"requests":[{"id":"1","method":"GET","url":"Projects/$count"},{"id":"2","method":"GET","url":"Projects?$expand=Tags"},{"id":"3","method":"GET","url":"VendorAccounts"}]}""";
        var part = await accounts.All.ODataAsync("/$batch", accounts.OnlyFirst, "POST", batch);
        part.ShouldNotContain(SeededAccount.Mark);
        part.ShouldContain($"{SeededAccount.Projects - 1}");
        part.ShouldBe(await accounts.One.ODataAsync("/$batch", "", "POST", batch));
        (
            await accounts.All.ODataAsync("/Projects?$count=true", accounts.OnlyFirst, "GET", null, ("Prefer", "respond-async, wait=20"))
        ).ShouldBe(await accounts.One.ODataAsync("/Projects?$count=true", "", "GET", null, ("Prefer", "respond-async, wait=20")));
    }

    private async Task CheckAsync(IReadOnlyList<string> shapes, int atLeast, Func<AccountsServer, string, string, Task<string>> ask)
    {
        shapes.Count.ShouldBeGreaterThan(atLeast);
        var (leaks, answered, restricting) = (new List<string>(), 0, 0);
        foreach (var shape in shapes)
        {
            foreach (var (alone, only) in new[] { (accounts.One, accounts.OnlyFirst), (accounts.Two, accounts.OnlyBoth) })
            {
                var (sent, expected) = (await ask(accounts.All, shape, only), await ask(alone, shape, ""));
                if (sent.StartsWith("200", StringComparison.Ordinal))
                    answered++;
                if (sent != expected)
                    leaks.Add($"{shape}\n  sent     {Cut(sent, expected)}\n  expected {Cut(expected, sent)}");
                else if (
                    sent.Contains(SeededAccount.Mark, StringComparison.Ordinal)
                    && !shape.Contains(SeededAccount.Mark, StringComparison.Ordinal)
                )
                    leaks.Add($"{shape}\n  sent {sent}");
            }
            if (restricting < 100 && await ask(accounts.All, shape, "") != await ask(accounts.All, shape, accounts.OnlyFirst))
                restricting++;
        }
        leaks.ShouldBeEmpty($"{leaks.Count} of {shapes.Count} shapes:\n{string.Join('\n', leaks.Take(12))}");
        answered.ShouldBeGreaterThan(shapes.Count);
        restricting.ShouldBe(100, "Most shapes say more to a caller who is not restricted, or the shapes show nothing.");
    }

    private static string Cut(string text, string other)
    {
        var at = text.Zip(other).TakeWhile(pair => pair.First == pair.Second).Count();
        return text[Math.Max(0, at - 120)..Math.Min(text.Length, at + 200)];
    }
}

using System.Text.Json;

namespace ProjectGraph.Server.Tests.GraphQLApi;

/// <summary>Pages of a list that changes between requests. Unchanged rows appear exactly once and in order.</summary>
public sealed class MovingPageTests(RunningServer server) : IClassFixture<RunningServer>
{
    private const string Company = "61006bc89a3e0b702ed8ea49";
    private readonly HttpClient _http = server.Client;

    [Theory]
    [InlineData("[{ mrr: ASC }]", true)]
    [InlineData("[{ mrr: DESC }]", true)]
    [InlineData("[{ mrr: ASC }]", false)]
    [InlineData("[{ mrr: DESC }]", false)]
    [InlineData("[{ externalId: DESC }, { mrr: ASC }]", true)]
    [InlineData("[{ externalId: ASC }, { mrr: DESC }]", false)]
    public async Task Every_row_that_stays_comes_once_while_others_come_move_and_go(string order, bool forward)
    {
        var walk = $"Walk {Guid.NewGuid():N}";
        var ids = new List<string>();
        for (var i = 0; i < 24; i++)
            ids.Add(await CreateAsync(walk, i));
        var moving = ids.Where((_, i) => i % 4 == 3).ToList();
        var staying = (await PageAsync(walk, order, forward, 1000, null)).GetProperty("nodes").Texts("id").Except(moving).ToList();

        var seen = new List<string>();
        string? cursor = null;
        for (var more = true; more; )
        {
            var page = await PageAsync(walk, order, forward, 3, cursor);
            var rows = page.GetProperty("nodes").Texts("id");
            seen.InsertRange(forward ? seen.Count : 0, rows);
            var info = page.GetProperty("pageInfo");
            more = info.GetProperty(forward ? "hasNextPage" : "hasPreviousPage").GetBoolean();
            cursor = info.GetProperty(forward ? "endCursor" : "startCursor").GetString();
            if (moving.Count > 0)
                await DisturbAsync(walk, moving);
        }

        seen.Where(staying.Contains).ShouldBe(staying);
    }

    // One row is deleted, one is changed, and rows are added at both ends and among the nulls.
    private async Task DisturbAsync(string walk, List<string> moving)
    {
        var first = moving[0];
        moving.RemoveAt(0);
        if (moving.Count % 2 == 0)
            await DoneAsync("deletePlanhatProject", "DeletePlanhatProjectInput", new { projectId = first });
        else
            await DoneAsync(
                "updatePlanhatProject",
                "UpdatePlanhatProjectInput",
                new { projectId = first, mrr = moving.Count % 3 == 0 ? (decimal?)null : 1000m * moving.Count }
            );
        await CreateAsync(walk, 100 + moving.Count, mrr: -5);
        await CreateAsync(walk, 200 + moving.Count, mrr: 99_999);
        await CreateAsync(walk, 300 + moving.Count, mrr: null);
    }

    private Task<string> CreateAsync(string walk, int i) => CreateAsync(walk, i, i % 3 == 0 ? null : i / 5 * 10);

    private async Task<string> CreateAsync(string walk, int i, decimal? mrr)
    {
        var payload = await DoneAsync(
            "createPlanhatProject",
            "CreatePlanhatProjectInput",
            new
            {
                name = $"{walk} {i}",
                companyId = Company,
                mrr,
                externalId = i % 2 == 0 ? null : $"{walk}-{i}",
            }
        );
        return payload.GetProperty("project").GetProperty("id").GetString()!;
    }

    private async Task<JsonElement> DoneAsync(string mutation, string type, object input)
    {
        var payload = (
            await _http.QueryAsync(
                $"mutation($input: {type}!) {{ {mutation}(input: $input) {{ project {{ id }} errors {{ code message }} }} }}",
                new { input }
            )
        ).GetProperty(mutation);
        payload.GetProperty("errors").ValueKind.ShouldBe(JsonValueKind.Null, payload.ToString());
        return payload;
    }

    private async Task<JsonElement> PageAsync(string walk, string order, bool forward, int size, string? cursor)
    {
        var (take, from) = forward ? ("first", "after") : ("last", "before");
        var query =
            $"query($walk: String, $size: Int, $cursor: String) {{ projects({take}: $size, {from}: $cursor, order: {order}, where: {{ name: {{ startsWith: $walk }} }}) {{ nodes {{ id }} pageInfo {{ hasNextPage hasPreviousPage startCursor endCursor }} }} }}";
        return (
            await _http.QueryAsync(
                query,
                new
                {
                    walk,
                    size,
                    cursor,
                }
            )
        ).GetProperty("projects");
    }
}

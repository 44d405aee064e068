using System.Text.Json;

namespace ProjectGraph.Server.Tests.GraphQLApi;

[Collection(SharedServer.Name)]
public sealed class PagingTests(RunningServer server)
{
    private readonly HttpClient _http = server.Client;

    [Theory]
    [InlineData("[]", 17)]
    [InlineData("[{ dueDate: DESC }]", 23)]
    [InlineData("[{ mrr: ASC }, { name: DESC }]", 50)]
    [InlineData("[{ company: { name: DESC } }, { externalId: ASC }]", 19)]
    [InlineData("[{ planhat: { startDateTime: DESC } }]", 40)]
    public async Task Forward_and_backward_pages_hold_every_row_once_in_the_same_order(string order, int size)
    {
        var whole = await _http.QueryAsync($"{{ projects(first: 1000, order: {order}) {{ nodes {{ id }} }} }}");
        var ids = whole.GetProperty("projects").GetProperty("nodes").Texts("id");
        (await WalkAsync(order, size, forward: true)).ShouldBe(ids);
        (await WalkAsync(order, size, forward: false)).ShouldBe(ids);
    }

    [Fact]
    public async Task An_edge_cursor_names_the_row_before_the_next_page()
    {
        var first = (await _http.QueryAsync("{ projects(first: 5, order: [{ name: ASC }]) { edges { cursor node { id } } } }"))
            .GetProperty("projects")
            .GetProperty("edges");
        var after = first[1].GetProperty("cursor").GetString();
        var rest = await _http.QueryAsync(
            "query($after: String) { projects(first: 3, after: $after, order: [{ name: ASC }]) { nodes { id } pageInfo { hasPreviousPage } } }",
            new { after }
        );
        rest.GetProperty("projects")
            .GetProperty("nodes")
            .Texts("id")
            .ShouldBe(first.EnumerateArray().Skip(2).Select(edge => edge.GetProperty("node").GetProperty("id").GetString()!));
        rest.GetProperty("projects").GetProperty("pageInfo").GetProperty("hasPreviousPage").GetBoolean().ShouldBeTrue();
    }

    [Theory]
    [Produces(nameof(ErrorCodes.BadUserInput))]
    [InlineData("first: 1, last: 1", "first")]
    [InlineData("first: -1", "first")]
    [InlineData("first: 1001", "first")]
    [InlineData("last: 1001", "last")]
    [InlineData("after: \"\"", "after")]
    [InlineData("after: \"garbage!\"", "after")]
    [InlineData("before: \"QUJD\"", "before")]
    public async Task A_page_that_cannot_be_had_is_a_coded_error(string arguments, string names)
    {
        var error = await _http.ErrorAsync($"{{ projects({arguments}) {{ nodes {{ id }} }} }}");
        error.Code().ShouldBe(ErrorCodes.BadUserInput.Id);
        error.Message().ShouldContain(names);
        error.GetProperty("path")[0].GetString().ShouldBe("projects");
    }

    [Theory]
    [InlineData("order: [{ name: DESC }]", "ordering")]
    [InlineData("order: [{ name: ASC }], where: { mrr: { gt: 1 } }", "filter")]
    [InlineData("order: [{ name: ASC }], search: \"audit\"", "search")]
    public async Task A_cursor_of_another_question_is_refused(string arguments, string because)
    {
        var page = await _http.QueryAsync("{ projects(first: 1, order: [{ name: ASC }]) { pageInfo { endCursor } } }");
        var after = page.GetProperty("projects").GetProperty("pageInfo").GetProperty("endCursor").GetString();
        var error = await _http.ErrorAsync(
            $"query($after: String) {{ projects(after: $after, {arguments}) {{ nodes {{ id }} }} }}",
            new { after }
        );
        error.Code().ShouldBe(ErrorCodes.BadUserInput.Id);
        error.Message().ShouldContain(because);
    }

    [Fact]
    public async Task A_cursor_with_a_flipped_bit_anywhere_is_refused_or_harmless()
    {
        var page = await _http.QueryAsync("{ projects(first: 1, order: [{ dueDate: DESC }]) { pageInfo { endCursor } } }");
        var cursor = page.GetProperty("projects").GetProperty("pageInfo").GetProperty("endCursor").GetString()!;
        for (var i = 0; i < cursor.Length; i++)
        {
            var after = cursor[..i] + (cursor[i] == 'A' ? 'B' : 'A') + cursor[(i + 1)..];
            var answer = await _http.AskAsync(
                "query($after: String) { projects(first: 1, after: $after, order: [{ dueDate: DESC }]) { nodes { id } } }",
                new { after }
            );
            if (answer.TryGetProperty("errors", out var errors))
                errors[0].Code().ShouldBe(ErrorCodes.BadUserInput.Id, after);
        }
    }

    [Fact]
    public async Task No_rows_and_the_default_page_are_pages_too()
    {
        var data = await _http.QueryAsync(
            "{ none: projects(first: 0) { nodes { id } pageInfo { hasNextPage startCursor } } usual: projects(first: null) { nodes { id } } }"
        );
        data.GetProperty("none").GetProperty("nodes").GetArrayLength().ShouldBe(0);
        data.GetProperty("none").GetProperty("pageInfo").GetProperty("hasNextPage").GetBoolean().ShouldBeTrue();
        data.GetProperty("none").GetProperty("pageInfo").GetProperty("startCursor").ValueKind.ShouldBe(JsonValueKind.Null);
        data.GetProperty("usual").GetProperty("nodes").GetArrayLength().ShouldBe(50);
    }

    private async Task<List<string>> WalkAsync(string order, int size, bool forward)
    {
        var (take, from, edge, more) = forward
            ? ("first", "after", "endCursor", "hasNextPage")
            : ("last", "before", "startCursor", "hasPreviousPage");
        var query =
            $"query($size: Int, $cursor: String) {{ projects({take}: $size, {from}: $cursor, order: {order}) {{ nodes {{ id }} pageInfo {{ {edge} {more} }} }} }}";
        var ids = new List<string>();
        string? cursor = null;
        while (true)
        {
            var page = (await _http.QueryAsync(query, new { size, cursor })).GetProperty("projects");
            if (forward)
                ids.AddRange(page.GetProperty("nodes").Texts("id"));
            else
                ids.InsertRange(0, page.GetProperty("nodes").Texts("id"));
            if (!page.GetProperty("pageInfo").GetProperty(more).GetBoolean())
                return ids;
            cursor = page.GetProperty("pageInfo").GetProperty(edge).GetString();
        }
    }
}

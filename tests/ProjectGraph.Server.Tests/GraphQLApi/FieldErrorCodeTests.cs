namespace ProjectGraph.Server.Tests.GraphQLApi;

/// <summary>Execution errors of the engine itself have codes, too.</summary>
[Collection(SharedServer.Name)]
public sealed class FieldErrorCodeTests(RunningServer server)
{
    [Theory]
    // A nullable variable with a default is allowed at a non-null position, but its value can be null.
    [InlineData("id", "query($id: ID = \"x\") { project(id: $id) { name } }", "id")]
    [InlineData("list of keys", "query($keys: [ProjectGroupByField!] = [VENDOR]) { projectAggregates(groupBy: $keys) { count } }", "keys")]
    [InlineData("include", "query($yes: Boolean = true) { projects @include(if: $yes) { totalCount } }", "yes")]
    [InlineData("skip", "query($yes: Boolean = true) { projects { nodes { name @skip(if: $yes) } } }", "yes")]
    [Produces(nameof(ErrorCodes.BadUserInput))]
    public async Task A_null_where_none_is_allowed_is_a_bad_value(string @case, string query, string variable) =>
        (await server.Client.AskAsync(query, new Dictionary<string, object?> { [variable] = null })).ShouldMatchSnapshot(@case);

    [Fact]
    public async Task A_group_of_everything_with_nothing_asked_of_it_is_there() =>
        (await server.Client.QueryAsync("{ projectAggregates(groupBy: []) { __typename vendor } }"))
            .GetProperty("projectAggregates")
            .ToString()
            .ShouldBe("""[{"__typename":"ProjectAggregate","vendor":null}]""");
}

using System.Text.Json;

namespace ProjectGraph.Server.Tests.GraphQLApi.Streaming;

/// <summary>The clients graphql-ws and graphql-sse receive results from a running service.</summary>
public sealed class SubscriptionClientTests(RunningServer server) : IClassFixture<RunningServer>
{
    [FactWith("node", "npm")]
    public async Task Real_clients_hear_what_happens_and_miss_nothing_after_a_break()
    {
        var project = (await server.Client.QueryAsync("{ projects(first: 1, where: { vendor: { eq: PLANHAT } }) { nodes { id } } }")).GetProperty("projects").GetProperty("nodes")[0].GetProperty("id").GetString()!;
        var printed = await NodeScript.RunAsync("subscribe.js", new Uri(server.Address, "/graphql").ToString(), project);
        foreach (var client in JsonDocument.Parse(printed).RootElement.EnumerateObject()) Check(client.Name, client.Value, project);
    }

    [Fact]
    public async Task A_project_that_leaves_the_filter_is_told_without_its_fields_to_whoever_asks_for_it()
    {
        var project = (await server.Client.QueryAsync("{ projects(first: 1, where: { vendor: { eq: GROW_CRM } }) { nodes { id } } }")).GetProperty("projects").GetProperty("nodes")[0].GetProperty("id").GetString()!;
        await RenameAsync(project, "Stays inside");
        var position = await PositionAsync(project);
        await RenameAsync(project, "Gone from it");
        await RenameAsync(project, "Stays inside again");
        await RenameAsync(project, "Gone once more");

        const string Filter = "where: { name: { startsWith: \"Stays inside\" } }";
        using var events = await EventStream.OpenAsync(server.Client, $"subscription {{ projectChanged(after: {position}, unmatched: true, {Filter}) {{ kind projectId project {{ name }} }} }}");
        var told = Change((await events.NextAsync()).Data);
        told.GetProperty("kind").GetString().ShouldBe("UPDATED");
        told.GetProperty("projectId").GetString().ShouldBe(project);
        told.GetProperty("project").ValueKind.ShouldBe(JsonValueKind.Null);

        using var quiet = await EventStream.OpenAsync(server.Client, $"subscription {{ projectChanged(after: {position}, {Filter}) {{ kind projectId project {{ name }} }} }}");
        await RenameAsync(project, "Stays inside at last");
        Change((await quiet.NextAsync()).Data).GetProperty("project").GetProperty("name").GetString().ShouldBe("Stays inside at last");
    }

    private Task<JsonElement> RenameAsync(string id, string name) =>
        server.Client.QueryAsync("mutation($id: ID!, $name: String!) { updateProject(input: { projectId: $id, name: $name }) { errors { code } } }", new { id, name });

    private async Task<long> PositionAsync(string project)
    {
        using var events = await EventStream.OpenAsync(server.Client, "subscription { projectChanged(after: 0) { kind position projectId } }");
        while (true)
        {
            var change = Change((await events.NextAsync()).Data);
            if (change.GetProperty("projectId").GetString() == project && change.GetProperty("kind").GetString() == "UPDATED") return change.GetProperty("position").GetInt64();
        }
    }

    private static void Check(string client, JsonElement told, string project)
    {
        told.GetProperty("query")[0].GetProperty("data").GetProperty("projects").GetProperty("nodes").GetArrayLength().ShouldBe(2, client);
        told.GetProperty("mutation")[0].GetProperty("data").GetProperty("updateProject").GetProperty("errors").ValueKind.ShouldBe(JsonValueKind.Null, client);
        told.GetProperty("invalid")[0].GetProperty("errors")[0].Code().ShouldBe(ErrorCodes.Invalid.Id, client);

        var (first, resumed) = (Change(told.GetProperty("first")), Change(told.GetProperty("resumed")));
        first.GetProperty("kind").GetString().ShouldBe("UPDATED", client);
        first.GetProperty("projectId").GetString().ShouldBe(project, client);
        first.GetProperty("project").GetProperty("id").GetString().ShouldBe(project, client);
        first.GetProperty("again").GetProperty("name").GetString().ShouldStartWith($"Told by {client}");
        resumed.GetProperty("position").GetInt64().ShouldBeGreaterThan(first.GetProperty("position").GetInt64());
        resumed.GetProperty("project").GetProperty("name").GetString().ShouldBe($"Told by {client}, later");

        told.GetProperty("expired")[0].GetProperty("errors")[0].Code().ShouldBe(ErrorCodes.PositionExpired.Id, client);
        told.GetProperty("operation").GetArrayLength().ShouldBe(1, "an operation that has ended is told once, and that is all");
        told.GetProperty("operation")[0].GetProperty("data").GetProperty("operationChanged").GetProperty("state").GetString().ShouldBe("SUCCEEDED");
    }

    private static JsonElement Change(JsonElement result) => result.GetProperty("data").GetProperty("projectChanged");
}

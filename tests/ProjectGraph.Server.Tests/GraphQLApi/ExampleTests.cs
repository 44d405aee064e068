using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using ProjectGraph.Server.Tests.GraphQLApi.Streaming;

namespace ProjectGraph.Server.Tests.GraphQLApi;

/// <summary>The examples that the IDE offers do what they say.</summary>
public sealed partial class ExampleTests(RunningServer server) : IClassFixture<RunningServer>
{
    private static readonly string[] Files =
        [.. Directory.EnumerateFiles(Path.Combine(Repository.Root, "schema/examples"), "*.graphql").Order(StringComparer.Ordinal)];

    public static TheoryData<string> Examples() => [.. Files.Select(file => Path.GetFileName(file))];

    [Theory]
    [MemberData(nameof(Examples))]
    public async Task Every_operation_of_an_example_answers_without_errors(string file)
    {
        var query = await File.ReadAllTextAsync(Files.Single(path => Path.GetFileName(path) == file));
        query.ShouldStartWith("# ", customMessage: "The IDE shows the first line as what the example is about.");
        var variables = new Dictionary<string, string?>();
        foreach (var operationName in Operations().Matches(query).Select(match => match.Groups[1].Value))
        {
            using var response = await server.Client.PostAsJsonAsync("/graphql", new { query, operationName, variables });
            var answer = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
            answer.TryGetProperty("errors", out var errors).ShouldBeFalse($"{operationName}: {errors}");
            foreach (var field in answer.GetProperty("data").EnumerateObject()) Check(operationName, field.Value, variables);
        }
    }

    [Fact]
    public async Task A_subscription_among_the_examples_opens_a_stream()
    {
        var subscriptions = Files.Select(File.ReadAllText).Where(text => text.Contains("\nsubscription ", StringComparison.Ordinal)).ToList();
        subscriptions.ShouldNotBeEmpty();
        foreach (var query in subscriptions)
        {
            using var events = await EventStream.OpenAsync(server.Client, query.Replace("projectChanged(", "projectChanged(after: 0, ", StringComparison.Ordinal));
            (await events.NextAsync()).Data.TryGetProperty("errors", out var errors).ShouldBeFalse(errors.ToString());
        }
    }

    [Fact]
    public async Task The_first_example_which_the_IDE_opens_with_returns_rows()
    {
        var query = await File.ReadAllTextAsync(Files[0]);
        (await server.Client.QueryAsync(query)).GetProperty("projects").GetProperty("nodes").GetArrayLength().ShouldBe(10);
    }

    private static void Check(string operation, JsonElement value, Dictionary<string, string?> variables)
    {
        value.ValueKind.ShouldNotBe(JsonValueKind.Null, operation);
        if (value.ValueKind != JsonValueKind.Object) return;
        if (value.TryGetProperty("errors", out var errors)) errors.ValueKind.ShouldBe(JsonValueKind.Null, $"{operation}: {errors}");
        if (value.TryGetProperty("project", out var project) && project.TryGetProperty("id", out var id)) variables["projectId"] = id.GetString();
    }

    [GeneratedRegex(@"^(?:query|mutation) (\w+)", RegexOptions.Multiline)]
    private static partial Regex Operations();
}

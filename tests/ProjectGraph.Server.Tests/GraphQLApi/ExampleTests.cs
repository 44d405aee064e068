using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using ProjectGraph.Server.Tests.GraphQLApi.Streaming;
using ProjectGraph.Vendors;

namespace ProjectGraph.Server.Tests.GraphQLApi;

/// <summary>The examples of the IDE work as described.</summary>
public sealed partial class ExampleTests(RunningServer server) : IClassFixture<RunningServer>
{
    private static readonly string Folder = Path.Combine(Repository.Root, "schema/examples");

    private static readonly string[] Files =
    [
        .. Directory
            .EnumerateFiles(Folder, "*.graphql", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Folder, file).Replace('\\', '/'))
            .Order(StringComparer.Ordinal),
    ];

    public static TheoryData<string> Examples() => [.. Files];

    public static TheoryData<string> Operations() =>
        [
            .. VendorRegistry.BuiltIn.LiveReads.Select(read => read.Name),
            .. VendorRegistry.BuiltIn.Operations.Select(operation => operation.Name),
            .. VendorRegistry.BuiltIn.Unified.Select(operation => operation.Name),
        ];

    [Theory]
    [MemberData(nameof(Examples))]
    public async Task Every_operation_of_an_example_answers_without_errors(string file)
    {
        var query = await TextAsync(file);
        query.ShouldStartWith("# ", customMessage: "The IDE shows the first line as what the example is about.");
        var given = Given().Match(query);
        var variables = given.Success ? JsonSerializer.Deserialize<Dictionary<string, object?>>(given.Groups[1].Value)! : [];
        foreach (var operationName in Definitions().Matches(query).Select(match => match.Groups[1].Value))
        {
            using var response = await server.Client.PostAsJsonAsync(
                "/graphql",
                new
                {
                    query,
                    operationName,
                    variables,
                }
            );
            var answer = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
            answer.TryGetProperty("errors", out var errors).ShouldBeFalse($"{operationName}: {errors}");
            foreach (var field in answer.GetProperty("data").EnumerateObject())
                Check(operationName, field.Value);
            Collect(answer.GetProperty("data"), variables);
        }
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task Every_operation_has_an_example_that_is_called_like_it(string operation)
    {
        var name = Kebab().Replace(operation, "-$0");
        var file = Files.Single(file => Path.GetFileNameWithoutExtension(file).Equals(name, StringComparison.OrdinalIgnoreCase));
        (await TextAsync(file)).ShouldMatch($@"\b{operation}\(");
    }

    [Fact]
    public async Task A_subscription_among_the_examples_opens_a_stream()
    {
        var subscriptions = Files
            .Select(file => File.ReadAllText(Path.Combine(Folder, file)))
            .Where(text => text.Contains("\nsubscription ", StringComparison.Ordinal))
            .ToList();
        subscriptions.ShouldNotBeEmpty();
        foreach (var query in subscriptions)
        {
            using var events = await EventStream.OpenAsync(
                server.Client,
                query.Replace("projectChanged(", "projectChanged(after: 0, ", StringComparison.Ordinal)
            );
            (await events.NextAsync()).Data.TryGetProperty("errors", out var errors).ShouldBeFalse(errors.ToString());
        }
    }

    [Fact]
    public async Task The_first_example_which_the_IDE_opens_with_returns_rows()
    {
        var query = await TextAsync(Files[0]);
        (await server.Client.QueryAsync(query)).GetProperty("projects").GetProperty("nodes").GetArrayLength().ShouldBe(10);
    }

    private static Task<string> TextAsync(string file) => File.ReadAllTextAsync(Path.Combine(Folder, file));

    private static void Check(string operation, JsonElement value)
    {
        value.ValueKind.ShouldNotBe(JsonValueKind.Null, operation);
        if (value.ValueKind == JsonValueKind.Object && value.TryGetProperty("errors", out var errors))
            errors.ValueKind.ShouldBe(JsonValueKind.Null, $"{operation}: {errors}");
    }

    /// <summary>The values that a reader copies into variables: the id of a `project` is `$projectId`, of a list the first id.</summary>
    private static void Collect(JsonElement value, Dictionary<string, object?> variables)
    {
        if (value.ValueKind != JsonValueKind.Object)
            return;
        foreach (var member in value.EnumerateObject())
        {
            var found = member.Value is { ValueKind: JsonValueKind.Array } list && list.GetArrayLength() > 0 ? list[0] : member.Value;
            if (found.ValueKind == JsonValueKind.Object && found.TryGetProperty("id", out var id) && id.ValueKind == JsonValueKind.String)
                variables[member.Name + "Id"] = id.GetString();
            Collect(found, variables);
        }
    }

    [GeneratedRegex(@"^(?:query|mutation) (\w+)", RegexOptions.Multiline)]
    private static partial Regex Definitions();

    [GeneratedRegex("^# Variables: (.+)$", RegexOptions.Multiline)]
    private static partial Regex Given();

    [GeneratedRegex("(?<!^)[A-Z]")]
    private static partial Regex Kebab();
}

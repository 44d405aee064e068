using System.Net.Http.Json;
using System.Text.Json;
using ProjectGraph.Data.Model;
using ProjectGraph.Server.Tests.GraphQLApi;
using ProjectGraph.Server.Tests.Oracle;

namespace ProjectGraph.Server.Tests.Parity;

/// <summary>
/// Any question that GraphQL answers, OData answers alike at the URL that the explanation names; and what a question can cost
/// is never less than what was read for it.
/// </summary>
[Collection(SharedServer.Name)]
public sealed class RandomQuestionTests(RunningServer server)
{
    private const int Questions = 40;
    private readonly HttpClient _http = server.Client;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public async Task Rows_order_and_counts_are_the_same_at_the_explained_url(int seed)
    {
        var questions = new RandomQuestion(new(seed), await DataAsync());
        var compared = 0;
        for (var i = 0; i < Questions; i++)
        {
            var (text, level) = questions.Connection();
            if (await BothAsync(text) is not var (data, odata) || odata is not { } answer)
                continue;
            AnswerComparison.OfOData(answer, level).ShouldBe(AnswerComparison.OfGraphQL(data, level), text);
            compared++;
        }
        compared.ShouldBeGreaterThan(Questions / 2, "Most questions have a URL.");
    }

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    public async Task Groups_counts_and_sums_are_the_same_at_the_explained_url(int seed)
    {
        var questions = new RandomQuestion(new(seed), await DataAsync());
        for (var i = 0; i < Questions; i++)
        {
            var text = questions.Aggregates();
            var (data, odata) = (await BothAsync(text))!.Value;
            AnswerComparison.GroupsOfOData(odata!.Value).ShouldBe(AnswerComparison.GroupsOfGraphQL(data), text);
        }
    }

    /// <summary>Null where the question may cost too much.</summary>
    private async Task<(JsonElement Data, JsonElement? OData)?> BothAsync(string text)
    {
        using var response = await _http.PostAsJsonAsync(
            "/graphql",
            new { query = $"{{ answer: {text} }}", extensions = new { explain = true } }
        );
        var answer = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
        if (answer.TryGetProperty("errors", out var errors) && errors[0].Code() == ErrorCodes.QueryTooCostly.Id)
            return null;
        errors.ValueKind.ShouldBe(JsonValueKind.Undefined, $"{text}: {errors}");
        var explain = answer.GetProperty("extensions").GetProperty("explain");
        CostCoversRows(explain, text);
        var field = explain.GetProperty("fields").EnumerateArray().Single();
        var data = answer.GetProperty("data").GetProperty("answer");
        if (field.GetProperty("odata").GetString() is not { } url)
        {
            field.GetProperty("odataReason").GetString().ShouldNotBeNullOrWhiteSpace();
            return (data, null);
        }
        var odata = await _http.GetAsync(url);
        var body = await odata.Content.ReadAsStringAsync();
        odata.IsSuccessStatusCode.ShouldBeTrue($"{text}\n{url}\n{body}");
        return (data, JsonDocument.Parse(body).RootElement);
    }

    private static void CostCoversRows(JsonElement explain, string text)
    {
        var cost = explain.GetProperty("cost");
        var rows = explain
            .GetProperty("fields")
            .EnumerateArray()
            .SelectMany(field => field.GetProperty("sql").EnumerateArray())
            .Sum(sql => sql.GetProperty("rows").GetInt64());
        (cost.GetProperty("fieldCost").GetDouble() + cost.GetProperty("typeCost").GetDouble()).ShouldBeGreaterThanOrEqualTo(rows, text);
    }

    private async Task<IReadOnlyDictionary<EntityModel, OracleRows>> DataAsync()
    {
        var data = new Dictionary<EntityModel, OracleRows>();
        foreach (var entity in GraphModel.Instance.Entities.Where(entity => entity.IsNode))
            data[entity] = await OracleRows.OfAsync(server, entity);
        return data;
    }
}

using System.Globalization;
using System.Text.Json;
using ProjectGraph.Server.Tests.ODataApi.Oracle;

namespace ProjectGraph.Server.Tests.ODataApi;

/// <summary>What the store answers to random questions is what an evaluation over the whole set, in memory, says.</summary>
public sealed class OracleTests(ODataServer server) : IClassFixture<ODataServer>
{
    private const int Questions = 400;

    [Fact]
    public async Task Conditions_leave_the_rows_that_meet_them()
    {
        var rows = await RowsAsync();
        await Property.CheckAsync(
            Property.From(random => new RandomExpressions(random).Condition(3)),
            Questions,
            first: 4711,
            async condition =>
            {
                var ids = await server.ColumnAsync("/Projects?$select=Id&$filter=" + Uri.EscapeDataString(condition.Text), "Id");
                ids.ShouldBe(rows.Where(condition.Of).Select(row => row.Id.ToString(CultureInfo.InvariantCulture)), condition.Text);
            },
            condition => condition.Text
        );
    }

    [Fact]
    public async Task Computed_values_are_told_and_put_in_order_nulls_first()
    {
        var rows = await RowsAsync();
        await Property.CheckAsync(
            Property.From(random => (new RandomExpressions(random).Number(3), random.Next(2) == 1)),
            Questions / 2,
            first: 815,
            async question =>
            {
                var (value, descending) = question;
                var answer = await server.GetAsync(
                    $"/Projects?$compute={Uri.EscapeDataString(value.Text)} as X&$orderby=X{(descending ? " desc" : "")}&$select=Id,X"
                );
                var expected = (descending ? rows.OrderByDescending(value.Of) : rows.OrderBy(value.Of)).ThenBy(row => row.Id);
                answer
                    .GetProperty("value")
                    .EnumerateArray()
                    .Select(row => (row.GetProperty("Id").GetInt64(), Number(row.GetProperty("X"))))
                    .ShouldBe(expected.Select(row => (row.Id, value.Of(row))), value.Text);
            },
            question => question.Item1.Text
        );
    }

    [Fact]
    public async Task Groups_have_the_sums_and_counts_of_their_rows()
    {
        var rows = await RowsAsync();
        await Property.CheckAsync(
            Property.From(Grouping),
            Questions / 2,
            first: 99,
            async question =>
            {
                var (condition, value, key) = question;
                var apply =
                    $"filter({condition.Text})/compute({value.Text} as X)/groupby(({key}),aggregate($count as N,X with sum as S,X with min as Least,X with max as Most))/filter(N gt 1)/compute(N add 1 as M)";
                var answer = await server.GetAsync("/Projects?$apply=" + Uri.EscapeDataString(apply));
                var told = answer
                    .GetProperty("value")
                    .EnumerateArray()
                    .Select(row =>
                        (
                            row.GetProperty(key).ToString(),
                            row.GetProperty("N").GetInt64(),
                            Number(row.GetProperty("S")),
                            Number(row.GetProperty("Least")),
                            Number(row.GetProperty("Most")),
                            row.GetProperty("M").GetInt64()
                        )
                    );
                var expected = rows.Where(condition.Of)
                    .GroupBy(row => row[key])
                    .Where(group => group.Count() > 1)
                    .Select(group =>
                        (
                            group.Key?.ToString() ?? "",
                            group.LongCount(),
                            Sum(group, value),
                            group.Min(value.Of),
                            group.Max(value.Of),
                            group.LongCount() + 1
                        )
                    );
                told.ShouldBe(expected, ignoreOrder: true, apply);
            },
            question => $"{question.Condition.Text}, {question.Value.Text}, {question.Key}"
        );
    }

    private static (Meant<bool> Condition, Meant<decimal?> Value, string Key) Grouping(Random random)
    {
        var expressions = new RandomExpressions(random);
        return (expressions.Condition(1), expressions.Number(2), new[] { "Status", "Archived", "Currency" }[random.Next(3)]);
    }

    // A sum of nothing is null.
    private static decimal? Sum(IEnumerable<Row> rows, Meant<decimal?> value)
    {
        var values = rows.Select(value.Of).OfType<decimal>().ToArray();
        return values.Length == 0 ? null : values.Sum();
    }

    private static decimal? Number(JsonElement value) => value.ValueKind == JsonValueKind.Null ? null : value.GetDecimal();

    private async Task<Row[]> RowsAsync() =>
        [.. (await server.GetAsync("/Projects")).GetProperty("value").EnumerateArray().Select(row => new Row(row))];
}

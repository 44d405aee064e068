using Microsoft.Extensions.DependencyInjection;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Query;
using ProjectGraph.GraphQL;
using ProjectGraph.Server.GraphQLApi.Planning;

namespace ProjectGraph.Server.Tests.GraphQLApi;

public sealed class PlanningTests(RunningServer server) : IClassFixture<RunningServer>
{
    private const string Query = """
        query($where: ProjectFilterInput, $first: Int, $after: String, $full: Boolean!) {
          projects(where: $where, first: $first, after: $after, order: [{ dueDate: DESC }]) {
            nodes { id name @include(if: $full) company { name projects(first: $first) { nodes { id } } } tags }
            pageInfo { endCursor }
          }
        }
        """;

    [Fact]
    public async Task A_repeated_operation_with_other_values_is_neither_parsed_validated_planned_nor_translated()
    {
        // The service measures its rows on its own schedule, so the statements for that are prepared in advance.
        await server.Services.GetRequiredService<RowSizes>().MeasureAsync(GraphModel.Instance, CancellationToken.None);
        await server.Client.QueryAsync(Query, Variables("EUR", 3));
        var before = Work();
        foreach (var currency in new[] { "USD", "SEK", "100% 'odd' \"text\"" })
            await server.Client.QueryAsync(Query, Variables(currency, 7));
        Work().ShouldBe(before);
    }

    [Fact]
    public async Task Another_shape_of_a_variable_is_planned_once_more()
    {
        await server.Client.QueryAsync(
            Query,
            new
            {
                where = new { mrr = new { gt = 1 } },
                first = 1,
                full = true,
            }
        );
        var before = Work();
        await server.Client.QueryAsync(
            Query,
            new
            {
                where = new { mrr = new { lt = 1 } },
                first = 1,
                full = true,
            }
        );
        var after = Work();
        after.Plans.ShouldBe(before.Plans + 1);
        after.Parsed.ShouldBe(before.Parsed);
    }

    private static object Variables(string currency, int first) =>
        new
        {
            where = new { currency = new { eq = currency }, company = new { name = new { startsWith = "C" } } },
            first,
            full = true,
        };

    private (long Parsed, long Validated, long Compiled, long Plans, long Translations) Work()
    {
        var counters = server.Services.GetRequiredService<GraphQLEngine>().Counters;
        return (
            counters.DocumentsParsed,
            counters.DocumentsValidated,
            counters.OperationsCompiled,
            server.Services.GetRequiredService<GraphQLPlanner>().CompiledPlanCount,
            server.Services.GetRequiredService<QueryRunner>().TranslationCount
        );
    }
}

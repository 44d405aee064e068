using System.Data.Common;
using ProjectGraph.Data.Tests.Query.Oracle;
using ProjectGraph.Server.Tests;

namespace ProjectGraph.Data.Tests.Query;

/// <summary>Compares the results of random plans with those of an evaluator without SQL.</summary>
public abstract class OracleTests(RandomStore random)
{
    private const int PlansPerSeed = 120;

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Random_plans_give_the_results_of_an_evaluation_in_memory(int seed)
    {
        await Property.CheckAsync(RandomPlans.Cases(random.World), PlansPerSeed, (uint)seed, CheckAsync);
    }

    public static TheoryData<int> Seeds() => new(Enumerable.Range(1, 8));

    private async Task CheckAsync(PlanCase each)
    {
        var (actual, expected) = (await ActualAsync(each), new ExpectedResults(random.World, each.Values).Compute(each.Plan));
        if (actual != expected)
            Assert.Fail($"{each}{FirstDifference(actual.Split('\n'), expected.Split('\n'))}");
    }

    internal static string FirstDifference(string[] actual, string[] expected)
    {
        var line = actual.Zip(expected).TakeWhile(pair => pair.First == pair.Second).Count();
        return $"line {line} of {expected.Length} is\n  {actual.ElementAtOrDefault(line)}\nand not\n  {expected.ElementAtOrDefault(line)}";
    }

    private async Task<string> ActualAsync(PlanCase each)
    {
        try
        {
            using var result = await random.Runner.Prepare(each.Plan).RunAsync(each.Values, default);
            return ResultText.Format(result, each.Plan);
        }
        catch (DbException exception)
        {
            throw new InvalidOperationException(each.ToString(), exception);
        }
    }
}

public sealed class SqliteOracleTests(SqliteRandomStore random) : OracleTests(random), IClassFixture<SqliteRandomStore>;

[Trait("Store", "PostgreSql")]
public sealed class PostgresOracleTests(PostgresRandomStore random) : OracleTests(random), IClassFixture<PostgresRandomStore>;

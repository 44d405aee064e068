using System.Data.Common;
using ProjectGraph.Data.Query;
using ProjectGraph.Data.Tests.Query.Oracle;

namespace ProjectGraph.Data.Tests.Query;

/// <summary>Random plans give what an evaluator that knows nothing of SQL gives.</summary>
public abstract class OracleTests(RandomStore random)
{
    private const int PlansASeed = 120;

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Random_plans_are_answered_as_in_memory(int seed)
    {
        for (var number = 0; number < PlansASeed; number++) await CheckAsync((seed * 10_000) + number);
    }

    public static TheoryData<int> Seeds() => new(Enumerable.Range(1, 8));

    private async Task CheckAsync(int seed)
    {
        var plans = new RandomPlans(seed, random.World);
        var plan = plans.Any();
        var values = plans.Slots;
        var said = $"seed {seed}: {plan}\nvalues {string.Join(", ", values.Select((value, slot) => $"${slot} = {Values.Written(value)}"))}\n";
        var (actual, expected) = (await ActualAsync(plan, values, said), new Answers(random.World, values).Of(plan));
        if (actual != expected) Assert.Fail($"{said}{FirstDifference(actual.Split('\n'), expected.Split('\n'))}");
    }

    internal static string FirstDifference(string[] actual, string[] expected)
    {
        var line = actual.Zip(expected).TakeWhile(pair => pair.First == pair.Second).Count();
        return $"line {line} of {expected.Length} is\n  {actual.ElementAtOrDefault(line)}\nand not\n  {expected.ElementAtOrDefault(line)}";
    }

    private async Task<string> ActualAsync(QueryPlan plan, IReadOnlyList<object?> values, string said)
    {
        try
        {
            using var result = await random.Runner.Prepare(plan).RunAsync(values, default);
            return Written.Of(result, plan);
        }
        catch (DbException exception)
        {
            throw new InvalidOperationException(said, exception);
        }
    }
}

public sealed class SqliteOracleTests(SqliteRandomStore random) : OracleTests(random), IClassFixture<SqliteRandomStore>;

[Trait("Store", "PostgreSql")]
public sealed class PostgresOracleTests(PostgresRandomStore random) : OracleTests(random), IClassFixture<PostgresRandomStore>;

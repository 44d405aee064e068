using ProjectGraph.Data.Model;
using ProjectGraph.Data.Query;
using ProjectGraph.Data.Storage;
using ProjectGraph.Data.Tests.Query.Oracle;
using ProjectGraph.Data.Tests.Storage.PostgreSql;
using ProjectGraph.Server.Tests;

namespace ProjectGraph.Data.Tests.Query;

/// <summary>Compares random plans within a scope with an evaluator that does not have the rows of other accounts.</summary>
public abstract class ScopedOracleTests(CrossAccountStore random)
{
    private const int PlansPerSeed = 120;

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Random_plans_give_results_as_if_other_accounts_had_no_rows(int seed)
    {
        long[][] scopes =
        [
            [1],
            [2, 5],
            [],
        ];
        foreach (var accounts in scopes)
        {
            var (world, scope) = (random.World.RestrictedTo(accounts), AccountScope.Create(accounts));
            await Property.CheckAsync(RandomPlans.Cases(random.World), PlansPerSeed, (uint)seed, each => CheckAsync(each, world, scope));
        }
    }

    public static TheoryData<int> Seeds() => new(Enumerable.Range(21, 6));

    [Fact]
    public async Task A_relation_does_not_lead_to_another_account()
    {
        var company = GraphModel.Instance.Projects.Relation(nameof(Project.Company));
        var name = new FieldScalar([company], company.Target.Field(nameof(Company.VendorAccountId)));
        var plan = new QueryPlan
        {
            Source = GraphModel.Instance.Projects,
            Filter = new NotFilter(new IsNullFilter(name)),
            Selection = new([name], []),
        };
        using var all = await random.Runner.Prepare(plan).RunAsync([], AccountScope.Unrestricted, default);
        using var own = await random.Runner.Prepare(plan).RunAsync([], AccountScope.Create([2]), default);
        Accounts(all).Count().ShouldBe(5);
        Accounts(own).ShouldBe([2]);

        static IEnumerable<long> Accounts(QueryResult result) =>
            Enumerable.Range(0, result.Root.Rows.Count).Select(row => result.Root.Rows.Long(row, 0)).Distinct();
    }

    [Fact]
    public async Task Callers_of_different_scopes_share_a_statement_and_do_not_see_each_others_rows()
    {
        var projects = GraphModel.Instance.Projects;
        var query = random.Runner.Prepare(
            new() { Source = projects, Selection = new([new FieldScalar(projects.Field(nameof(Project.VendorAccountId)))], []) }
        );
        foreach (
            var accounts in (long[][])
                [
                    [1],
                    [2],
                    [3, 4],
                    [1, 5],
                ]
        )
        {
            using var result = await query.RunAsync([], AccountScope.Create(accounts), default);
            Enumerable.Range(0, result.Root.Rows.Count).Select(row => result.Root.Rows.Long(row, 0)).Distinct().Order().ShouldBe(accounts);
        }
        query.Sql.Count.ShouldBe(3, "Unrestricted, one account and several: the accounts are parameters.");
    }

    private async Task CheckAsync(PlanCase each, StoredRows world, AccountScope scope)
    {
        using var result = await random.Runner.Prepare(each.Plan).RunAsync(each.Values, scope, default);
        var (actual, expected) = (ResultText.Format(result, each.Plan), new ExpectedResults(world, each.Values).Compute(each.Plan));
        if (actual != expected)
            Assert.Fail($"{each}{OracleTests.FirstDifference(actual.Split('\n'), expected.Split('\n'))}");
    }
}

/// <summary>A random store in which some projects have companies, owners and members of other accounts.</summary>
public abstract class CrossAccountStore(IStoreLocation place) : RandomStore(place)
{
    private protected override Task AlterAsync(GraphStore store) =>
        store.WriteAsync(
            session =>
                session.Execute("UPDATE Projects SET CompanyId = (SELECT max(Id) FROM Companies) - Id % 40 WHERE Id % 6 = 0")
                + session.Execute("UPDATE Projects SET OwnerId = (SELECT max(Id) FROM People) - Id % 30 WHERE Id % 5 = 0")
                + session.Execute(
                    "UPDATE ProjectMembers SET PersonId = (SELECT max(Id) FROM People) - Id % 30 WHERE Id % 7 = 0 AND ProjectId <= 200"
                ),
            CancellationToken.None
        );
}

public sealed class SqliteCrossAccountStore() : CrossAccountStore(new StoreFolder());

public sealed class PostgresCrossAccountStore() : CrossAccountStore(new PooledTestDatabase());

public sealed class SqliteScopedOracleTests(SqliteCrossAccountStore random)
    : ScopedOracleTests(random),
        IClassFixture<SqliteCrossAccountStore>;

[Trait("Store", "PostgreSql")]
public sealed class PostgresScopedOracleTests(PostgresCrossAccountStore random)
    : ScopedOracleTests(random),
        IClassFixture<PostgresCrossAccountStore>;

using System.Globalization;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Query;
using ProjectGraph.Data.Storage;
using ProjectGraph.Data.Sync;
using ProjectGraph.Data.Tests.Storage.PostgreSql;
using static ProjectGraph.Data.Tests.Query.Plans;

namespace ProjectGraph.Data.Tests.Query;

public abstract class KeysetPagingTests(IStoreLocation place) : IAsyncLifetime
{
    private const int Count = 120;

    private static readonly Dictionary<string, Ordering[]> Orderings = new()
    {
        ["key"] = [],
        ["nullable"] = [OrderBy("DueDate")],
        ["nullable descending"] = [OrderBy("DueDate", true)],
        ["several"] = [OrderBy("Status", true), OrderBy("DueDate"), OrderBy("Mrr", true)],
        ["path"] = [OrderBy("Company.Name", true), OrderBy("Progress")],
        ["text"] = [OrderBy("Name")],
        ["computed"] =
        [
            new(new CountScalar([], Projects.Relation("Tags")), true),
            new(new CallScalar(ScalarFunction.ToLower, [Field("Reference")], FieldKind.Text)),
        ],
    };

    private GraphStore _store = null!;
    private QueryRunner _runner = null!;
    private long _vendorAccountId;

    public static TheoryData<string, int, bool> Walks()
    {
        var walks = new TheoryData<string, int, bool>();
        foreach (var order in Orderings.Keys)
        foreach (var size in (int[])[1, 7, 50])
        {
            walks.Add(order, size, false);
            walks.Add(order, size, true);
        }
        return walks;
    }

    public async Task InitializeAsync()
    {
        _store = await place.OpenAsync(new FakeTime());
        _runner = QueryRunner.Create(_store);
        _vendorAccountId = (
            await new VendorAccountStore(_store).RegisterAsync("Planhat", Vendor.Planhat, "http://planhat.test", default)
        ).Id;
        await SaveAsync(Enumerable.Range(1, Count).Select(number => Row(number)));
    }

    [Theory]
    [MemberData(nameof(Walks))]
    public async Task Paging_returns_each_row_once_in_order(string ordering, int size, bool backward)
    {
        var order = Orderings[ordering];
        var walked = await WalkAsync(order, size, backward, _ => Task.CompletedTask);
        walked.ShouldBe(await _runner.IdsAsync(new() { Source = Projects, Order = order }));
    }

    [Theory]
    [MemberData(nameof(Walks))]
    public async Task Paging_returns_each_row_once_while_others_are_added_and_deleted(string ordering, int size, bool backward)
    {
        var deleted = new List<long>();
        var walked = await WalkAsync(Orderings[ordering], size, backward, async page =>
        {
            if (page > 20)
                return;
            await SaveAsync([Row(1000 + page), Row(1 + page, "changed meanwhile")]);
            deleted.Add(30 + (page * 3));
            await new GraphWriter(_store).DeleteAsync(30 + (page * 3), default);
        });

        walked.Distinct().Count().ShouldBe(walked.Count);
        Enumerable.Range(1, Count).Select(id => (long)id).Except(deleted).Except(walked).ShouldBeEmpty();
    }

    public async Task DisposeAsync()
    {
        _runner.Dispose();
        await _store.DisposeAsync();
        place.Dispose();
    }

    private async Task<List<long>> WalkAsync(Ordering[] order, int size, bool backward, Func<int, Task> between)
    {
        Scalar[] columns = [.. order.Select(each => each.By), Field("Id")];
        var walked = new List<long>();
        object?[]? cursor = null;
        for (var page = 0; page <= 3 * Count; page++)
        {
            var plan = new QueryPlan
            {
                Source = Projects,
                Order = order,
                Page = Page(cursor, backward),
                Selection = new(columns, []),
            };
            using var result = await _runner.Prepare(plan).RunAsync([(long)size, .. cursor ?? []], default);
            var rows = result.Root.Rows;
            var ids = Enumerable.Range(0, rows.Count).Select(row => rows.Long(row, columns.Length - 1));
            walked.InsertRange(backward ? 0 : walked.Count, ids);
            if (!(backward ? result.HasPrevious : result.HasNext))
                return walked;
            var end = backward ? 0 : rows.Count - 1;
            cursor = [.. columns.Select((column, i) => rows.Value(end, i, column.Kind))];
            await between(page);
        }
        throw new InvalidOperationException("The walk does not end.");
    }

    private static KeysetPage Page(object?[]? cursor, bool backward)
    {
        var slots = cursor is null
            ? null
            : new CursorSlots([.. Enumerable.Range(1, cursor.Length)], [.. cursor.Select(value => value is null)]);
        return backward ? new(0, Backward: true, Before: slots) : new(0, After: slots);
    }

    private Task<IReadOnlyList<long>> SaveAsync(IEnumerable<Project> projects) =>
        new GraphWriter(_store).SaveAsync(_vendorAccountId, [.. projects], Samples.Nothing, default);

    // Few distinct values per column, so that every ordering has ties.
    private static Project Row(int number, string description = "as it was")
    {
        var project = new Project
        {
            Vendor = Vendor.Planhat,
            VendorId = number.ToString(CultureInfo.InvariantCulture),
            Name = $"Name {number % 11}",
            Description = description,
            Reference = number % 4 == 0 ? null : (number % 3 == 0 ? "É" : "é") + (number % 5),
            Status = number % 6 == 0 ? null : (ProjectStatus)(1 + (number % 5)),
            DueDate = number % 3 == 0 ? null : new DateOnly(2026, 1, 1 + (number % 9)),
            Progress = number % 5 == 0 ? null : number % 7,
            Mrr = number % 4 == 0 ? null : number % 3 / 3m,
            Company =
                number % 5 == 0 ? null : new() { VendorId = $"c{number % 4}", Name = number % 4 == 1 ? null : $"Company {number % 4}" },
        };
        project.Tags.AddRange(Enumerable.Range(0, number % 3).Select(tag => new ProjectTag { Tag = $"tag {tag}" }));
        return project;
    }
}

public sealed class SqliteKeysetPagingTests() : KeysetPagingTests(new StoreFolder());

[Trait("Store", "PostgreSql")]
public sealed class PostgresKeysetPagingTests() : KeysetPagingTests(new PooledTestDatabase());

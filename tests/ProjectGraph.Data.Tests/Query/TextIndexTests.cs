using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Query;
using ProjectGraph.Data.Storage;
using ProjectGraph.Data.Storage.Sqlite;
using ProjectGraph.Data.Sync;
using ProjectGraph.Data.Tests.Query.Oracle;
using static ProjectGraph.Data.Tests.Query.Plans;

namespace ProjectGraph.Data.Tests.Query;

public sealed class TextIndexTests : IAsyncLifetime, IDisposable
{
    private static readonly SlotScalar Part = new(0, FieldKind.Text);
    private static readonly string[] Pieces =
    [
        "Zürich",
        "Zu\u0308rich",
        "ABC",
        "abc",
        "aBc",
        "\"",
        "'",
        "%",
        "_",
        "*",
        "(x)",
        "AND",
        "{Name} : ",
        "\\",
        " ",
        "😀",
        "😀😀",
        "\uE000",
        "\uD7FF",
        "\U0010FFFF",
        "ß",
        "ẞ",
        "İ",
        "ı",
        "\u212A",
        "k",
        "\u13A0",
        "שלום",
        "a",
        "é",
    ];

    private readonly StoreFolder _folder = new();
    private GraphStore _store = null!;
    private QueryRunner _runner = null!;
    private long _vendorAccountId;

    public async Task InitializeAsync()
    {
        _store = await _folder.OpenAsync(new FakeTime());
        _runner = QueryRunner.Create(_store);
        _vendorAccountId = (
            await new VendorAccountStore(_store).RegisterAsync("Planhat", Vendor.Planhat, "http://planhat.test", default)
        ).Id;
    }

    public async Task DisposeAsync()
    {
        _runner.Dispose();
        await _store.DisposeAsync();
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Texts_are_found_right_while_rows_change(int seed)
    {
        var random = new Random(seed);
        for (var step = 0; step < 60; step++)
        {
            await ChangeAsync(random);
            var world = StoredRows.Read(_store);
            for (var question = 0; question < 4; question++)
                await CheckAsync(random, world);
        }
    }

    [Fact]
    public async Task A_page_continues_after_a_row_that_the_index_found()
    {
        await SaveAsync([
            .. Enumerable
                .Range(1, 30)
                .Select(number => new Project
                {
                    Vendor = Vendor.Planhat,
                    VendorId = $"{number}",
                    Name = number % 3 == 0 ? "other" : "wanted",
                }),
        ]);
        var plan = new QueryPlan
        {
            Source = Projects,
            Filter = new TextFilter(Field("Name"), TextMatch.Contains, Part),
            Selection = Columns("Id"),
            Page = new KeysetPage(1, After: new([2], [false])),
        };

        var query = _runner.Prepare(plan);
        using var result = await query.RunAsync(["ante", 3L, 10L], default);

        Enumerable.Range(0, result.Root.Rows.Count).Select(row => result.Root.Rows.Long(row, 0)).ShouldBe([11, 13, 14]);
        result.HasNext.ShouldBeTrue();
        query.Sql.ShouldHaveSingleItem().ShouldContain("found.rowid > @p");
    }

    [Theory]
    [InlineData("ab")]
    [InlineData("")]
    [InlineData("abcabcabcabcabcabcabcabcabcabcabcabcabc")]
    public async Task A_text_too_short_or_too_long_for_the_index_is_found_by_a_scan(string part)
    {
        await SaveAsync([
            new Project
            {
                Vendor = Vendor.Planhat,
                VendorId = "1",
                Name = "abcabcabcabcabcabcabcabcabcabcabcabcabc",
            },
        ]);
        var query = _runner.Prepare(
            new()
            {
                Source = Projects,
                Filter = new TextFilter(Field("Name"), TextMatch.Contains, Part),
                Selection = Columns("Id"),
            }
        );

        using var result = await query.RunAsync([part], default);

        result.Root.Rows.Count.ShouldBe(1);
        query.Sql.ShouldHaveSingleItem().ShouldNotContain("MATCH");
    }

    /// <summary>The index and .NET fold case separately. The index must find every text that .NET considers equal.</summary>
    [Fact]
    public void No_letter_is_missed_for_its_case()
    {
        using var memory = new SqliteConnection("Data Source=:memory:");
        memory.Open();
        var session = new SqliteSession(memory);
        session.Execute("CREATE VIRTUAL TABLE texts USING fts5(t, tokenize = 'trigram')");
        var alike = Runes().ToLookup(Rune.ToLowerInvariant).Where(runes => runes.Count() > 1).ToArray();
        foreach (var rune in alike.SelectMany(runes => runes))
            session.Execute("INSERT INTO texts (rowid, t) VALUES (@p0, @p1)", (long)rune.Value, $"xx{rune}");
        var text = new IndexedText(Projects.Field("Name"), 0, FoldsCase: true, IsExact: false);

        foreach (var runes in alike)
        {
            foreach (var asked in runes.Where(rune => text.CanFind($"xx{rune}")))
            {
                var found = session.ReadList(
                    "SELECT rowid FROM texts WHERE texts MATCH @p0",
                    row => row.GetInt64(0),
                    IndexedText.Quote($"xx{asked}")
                );
                runes.Select(rune => (long)rune.Value).Except(found).ShouldBeEmpty($"by U+{asked.Value:X}");
            }
        }
    }

    [Fact]
    public async Task A_file_from_before_the_index_is_indexed_completely()
    {
        using var old = new StoreFolder();
        using (var file = new SqliteConnection($"Data Source={old.File};Pooling=False"))
        {
            file.Open();
            using var context = SqliteSchema.CreateContext(file);
            context.GetService<IMigrator>().Migrate("20261101000000_CreateGraph");
            using var command = file.CreateCommand();
            command.CommandText = """
                INSERT INTO Connections (Id, Name, Vendor, BaseUrl, Status) VALUES (1, 'a', 2, 'http://a.test', 1);
                INSERT INTO Projects (Id, Vendor, VendorId, ConnectionId, Name, SyncedAt, Document) VALUES (7, 2, 'p7', 1, 'The old mill', 0, '{}');
                """;
            command.ExecuteNonQuery();
        }

        await using var opened = await old.OpenAsync(new FakeTime());
        using var upgraded = QueryRunner.Create(opened);

        (
            await upgraded.IdsAsync(new() { Source = Projects, Filter = new TextFilter(Field("Name"), TextMatch.Contains, Part) }, "old m")
        ).ShouldBe([7L]);
    }

    private static IEnumerable<Rune> Runes() => Enumerable.Range(0x20, 0x1FFFF).Where(Rune.IsValid).Select(value => new Rune(value));

    private async Task ChangeAsync(Random random)
    {
        var ids = await _runner.IdsAsync(new() { Source = Projects });
        if (ids.Count > 20 && random.Next(3) == 0)
            await new GraphWriter(_store).DeleteAsync(ids[random.Next(ids.Count)], default);
        else
            await SaveAsync([.. Enumerable.Range(0, 3).Select(_ => Row(random))]);
    }

    private static Project Row(Random random) =>
        new()
        {
            Vendor = Vendor.Planhat,
            VendorId = random.Next(40).ToString(CultureInfo.InvariantCulture),
            Name = Text(random, 4),
            Description = random.Next(3) == 0 ? null : Text(random, 8),
            Number = random.Next(3) == 0 ? null : Text(random, 2),
            Reference = random.Next(3) == 0 ? null : Text(random, 1),
            Status = (ProjectStatus)(1 + random.Next(3)),
        };

    private static string Text(Random random, int pieces) =>
        string.Concat(Enumerable.Range(0, random.Next(pieces + 1)).Select(_ => Pieces[random.Next(Pieces.Length)]));

    private async Task CheckAsync(Random random, StoredRows world)
    {
        var values = new List<object?>();
        var plan = new QueryPlan
        {
            Source = Projects,
            Filter = FilterCase(random, values, depth: 2),
            CountsTotal = true,
            Selection = Columns("Id"),
        };
        if (random.Next(2) == 0)
            plan = plan with { Order = [OrderBy("Name", random.Next(2) == 0)] };
        using var result = await _runner.Prepare(plan).RunAsync(values, default);
        ResultText
            .Format(result, plan)
            .ShouldBe(new ExpectedResults(world, values).Compute(plan), $"{plan} with {string.Join(", ", values)}");
    }

    private static Filter FilterCase(Random random, List<object?> values, int depth)
    {
        if (depth > 0 && random.Next(3) > 0)
        {
            Filter[] parts = [.. Enumerable.Range(0, 1 + random.Next(3)).Select(_ => FilterCase(random, values, depth - 1))];
            return random.Next(5) switch
            {
                0 => new NotFilter(parts[0]),
                1 or 2 => new OrFilter(parts),
                _ => new AndFilter(parts),
            };
        }
        values.Add(random.Next(8) == 0 ? 1L + random.Next(3) : Text(random, 3));
        if (values[^1] is long)
            return Is("Status", values.Count - 1);
        Scalar field = Field(new[] { "Name", "Description", "Number", "Reference" }[random.Next(4)]);
        if (random.Next(4) == 0)
            field = new CallScalar(random.Next(2) == 0 ? ScalarFunction.ToLower : ScalarFunction.ToUpper, [field], FieldKind.Text);
        return new TextFilter(field, (TextMatch)random.Next(3), new SlotScalar(values.Count - 1, FieldKind.Text), random.Next(3) == 0);
    }

    private Task<IReadOnlyList<long>> SaveAsync(Project[] projects) =>
        new GraphWriter(_store).SaveAsync(
            _vendorAccountId,
            [.. projects.DistinctBy(project => project.VendorId)],
            Samples.Nothing,
            default
        );
}

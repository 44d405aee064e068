using ProjectGraph.Data.Model;
using ProjectGraph.Data.Query;
using ProjectGraph.Data.Storage;
using ProjectGraph.Data.Sync;
using ProjectGraph.Data.Tests.Storage.PostgreSql;

namespace ProjectGraph.Data.Tests.Query;

public abstract class SearchTests(IStoreLocation place) : IAsyncLifetime
{
    private GraphStore _store = null!;
    private QueryRunner _runner = null!;
    private long _vendorAccountId;

    public async Task InitializeAsync()
    {
        _store = await place.OpenAsync(new FakeTime());
        _runner = QueryRunner.Create(_store);
        _vendorAccountId = (
            await new VendorAccountStore(_store).RegisterAsync("Planhat", Vendor.Planhat, "http://planhat.test", default)
        ).Id;
        await SaveAsync(Mill());
        await SaveAsync(
            new Project
            {
                Vendor = Vendor.Planhat,
                VendorId = "odd",
                Name = "Search AND destroy",
                Description = """a*b -x NEAR( 5" pipe name:odd ^top {curly} 100% a_c""",
                Number = "№ 7",
            }
        );
        await SaveAsync(
            new Project
            {
                Vendor = Vendor.Planhat,
                VendorId = "far",
                Name = "ZÜRICH Ёлка 😀😀😀 Ǆ",
                Reference = "ΑΒΓΔ",
                Company = new() { VendorId = "c2", Name = "Ünder Öst" },
            }
        );
    }

    [Theory]
    [InlineData("Weald", "mill")] // name
    [InlineData("waterwheel", "mill")] // description
    [InlineData("P-4711", "mill")] // number
    [InlineData("CRM/99", "mill")] // reference
    [InlineData("Acme", "mill")] // company
    [InlineData("urgent", "mill")] // tags
    [InlineData("weald ACME urgent 4711 wheel", "mill")]
    [InlineData("weald missing", "")]
    [InlineData("eald", "mill")]
    public Task Every_term_is_found_somewhere(string search, string found) => FindsAsync(search, found);

    [Theory]
    [InlineData("w", "mill")]
    [InlineData("W P-", "mill")]
    [InlineData("ü", "far")]
    [InlineData("ÜN st", "far")]
    [InlineData("zü ünder", "far")]
    [InlineData("№", "odd")]
    [InlineData("😀", "far")]
    [InlineData("😀😀", "far")]
    [InlineData("qq", "")]
    [InlineData("w qq", "")]
    [InlineData("weald qq", "")]
    public Task Short_terms_are_found_too(string search, string found) => FindsAsync(search, found);

    [Theory]
    [InlineData("\"old waterwheel\"", "mill")]
    [InlineData("\"waterwheel old\"", "")]
    [InlineData("\"Weald mill\" urgent", "mill")]
    [InlineData("\"mill An\"", "")] // would span name and description
    [InlineData("\"red urgent\"", "")] // would span two tags
    [InlineData("\"weald", "mill")]
    [InlineData("", "mill odd far")]
    [InlineData("   ", "mill odd far")]
    [InlineData("\"", "mill odd far")]
    [InlineData("\"\" \" \"", "mill odd far")]
    public Task Quotes_make_a_phrase(string search, string found) => FindsAsync(search, found);

    [Theory]
    [InlineData("search AND destroy", "odd")]
    [InlineData("weald AND mill", "")]
    [InlineData("weald OR odd", "")]
    [InlineData("NOT", "")]
    [InlineData("a*b", "odd")]
    [InlineData("wea*", "")]
    [InlineData("-x", "odd")]
    [InlineData("-weald", "")]
    [InlineData("NEAR(", "odd")]
    [InlineData("NEAR(weald mill)", "")]
    [InlineData("5\"", "odd")]
    [InlineData("pipe\"s", "")]
    [InlineData("name:odd", "odd")]
    [InlineData("name:weald", "")]
    [InlineData("^top", "odd")]
    [InlineData("^weald", "")]
    [InlineData("{curly}", "odd")]
    [InlineData("100%", "odd")]
    [InlineData("a_c", "odd")]
    [InlineData("a%l", "")]
    [InlineData("w_ald", "")]
    [InlineData("'", "")]
    [InlineData("')--", "")]
    [InlineData("weald\0mill", "")]
    [InlineData("a\0", "")]
    [InlineData("\uD83D", "")]
    public Task Operators_are_plain_text(string search, string found) => FindsAsync(search, found);

    [Theory]
    [InlineData("zürich", "far")]
    [InlineData("ZÜRICH", "far")]
    [InlineData("ёЛКА", "far")]
    [InlineData("αβγδ", "far")]
    [InlineData("öst", "far")]
    [InlineData("ÖST", "far")]
    [InlineData("ǆ", "far")]
    [InlineData("zurich", "")]
    public Task Case_is_ignored_in_every_script_and_accents_are_not(string search, string found) => FindsAsync(search, found);

    [Fact]
    public async Task Changed_texts_are_found_in_their_current_form()
    {
        var mill = Mill();
        mill.Name = "Watermill";
        mill.Tags.Clear();
        mill.Company!.Name = "Zenith";
        await SaveAsync(mill);

        await FindsAsync("weald", "");
        await FindsAsync("urgent", "");
        await FindsAsync("acme", "");
        await FindsAsync("ac", "");
        await FindsAsync("watermill zenith ze", "mill");
    }

    [Fact]
    public async Task A_company_that_another_project_renames_is_found_by_its_new_name()
    {
        await SaveAsync(
            new Project
            {
                Vendor = Vendor.Planhat,
                VendorId = "second",
                Name = "Second",
                Company = new() { VendorId = "c1", Name = "Zenith" },
            }
        );

        await FindsAsync("zenith", "mill second");
        await FindsAsync("acme", "");
    }

    [Fact]
    public async Task Deleted_projects_are_not_found()
    {
        await new GraphWriter(_store).DeleteAsync(1, default);

        await FindsAsync("weald", "");
        await FindsAsync("w", "");
    }

    [Fact]
    public async Task Other_entities_are_searched_in_their_texts()
    {
        var companies = new QueryPlan { Source = GraphModel.Instance.Companies, SearchSlot = 0 };
        (await _runner.IdsAsync(companies, "öst ÜN")).Count.ShouldBe(1);
        (await _runner.IdsAsync(companies, "acme")).Count.ShouldBe(1);
        (await _runner.IdsAsync(companies, "acme öst")).Count.ShouldBe(0);
    }

    public async Task DisposeAsync()
    {
        _runner.Dispose();
        await _store.DisposeAsync();
        place.Dispose();
    }

    private async Task FindsAsync(string search, string vendorIds)
    {
        var plan = new QueryPlan
        {
            Source = Plans.Projects,
            SearchSlot = 0,
            CountsTotal = true,
            Selection = Plans.Columns("VendorId"),
        };
        using var result = await _runner.Prepare(plan).RunAsync([search], default);
        var found = Enumerable.Range(0, result.Root.Rows.Count).Select(row => result.Root.Rows.String(row, 0));
        string.Join(' ', found).ShouldBe(vendorIds);
        result.Total.ShouldBe(result.Root.Rows.Count);
    }

    private Task<IReadOnlyList<long>> SaveAsync(Project project) =>
        new GraphWriter(_store).SaveAsync(_vendorAccountId, [project], Samples.Nothing, default);

    private static Project Mill()
    {
        var project = new Project
        {
            Vendor = Vendor.Planhat,
            VendorId = "mill",
            Name = "Weald mill",
            Description = "An old waterwheel",
            Number = "P-4711",
            Reference = "CRM/99",
            Company = new() { VendorId = "c1", Name = "Acme" },
        };
        project.Tags.AddRange([new() { Tag = "red" }, new() { Tag = "urgent" }]);
        return project;
    }
}

public sealed class SqliteSearchTests() : SearchTests(new StoreFolder());

[Trait("Store", "PostgreSql")]
public sealed class PostgresSearchTests() : SearchTests(new PooledTestDatabase());

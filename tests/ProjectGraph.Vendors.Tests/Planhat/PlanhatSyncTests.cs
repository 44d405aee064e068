using System.Text.Json.Nodes;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;
using ProjectGraph.Vendors.Http;
using ProjectGraph.Vendors.Tests.Operations;

namespace ProjectGraph.Vendors.Tests.Planhat;

public sealed class PlanhatSyncTests : OperationTests
{
    private static readonly string[] Examples =
    [
        "60228915f4d2e51f9cc29856",
        "60228bae4a93f65f056d2412",
        "609a88660b73992504816060",
        "6101a50072c0e0884d5e8db1",
    ];

    [Theory]
    [InlineData("2")]
    [InlineData("3")]
    [InlineData("4")]
    [InlineData("5")]
    [InlineData("2000")]
    public async Task A_page_that_ends_with_the_last_record_gives_each_once(string size) =>
        (await IdsAsync(size, _ => { })).ShouldBe(Examples);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(0, 1)]
    [InlineData(2)]
    [InlineData(0, 1, 2)]
    [InlineData(1, 2, 3)]
    [InlineData(0, 1, 2, 3)]
    public async Task What_is_deleted_between_two_pages_hides_nothing_else(params int[] deleted)
    {
        var ids = await IdsAsync("2", page =>
        {
            if (page != 1)
                return;
            foreach (var index in deleted)
                Sandbox.Run(() => Sandbox.Store["projects"].Remove(Examples[index]));
        });

        ids.ShouldBe(Examples.Where((_, index) => index < 2 || !deleted.Contains(index)));
    }

    [Fact]
    public async Task What_is_made_between_two_pages_is_read_and_repeats_nothing()
    {
        var ids = await IdsAsync("2", page => Add($"6a00000000000000000000{page:00}", page < 4));

        ids.ShouldBe([.. Examples, "6a0000000000000000000001", "6a0000000000000000000002", "6a0000000000000000000003"]);
    }

    [Fact]
    public async Task What_is_made_before_the_place_repeats_nothing()
    {
        var ids = await IdsAsync("2", page => Add("500000000000000000000001", page == 1));

        ids.ShouldBe(Examples);
    }

    private void Add(string id, bool now)
    {
        if (!now)
            return;
        Sandbox.Run(() =>
        {
            Sandbox
                .Store["projects"]
                .Put(
                    id,
                    new JsonObject
                    {
                        ["_id"] = id,
                        ["name"] = id,
                        ["companyId"] = Company,
                        ["companyName"] = "Tenet",
                        ["__v"] = 0,
                    }
                );
            return true;
        });
    }

    /// <summary>Reads the ids of all pages in order.</summary>
    /// <param name="after">Called with the number of each page of projects before the next one is read.</param>
    private async Task<List<string>> IdsAsync(string size, Action<int> after)
    {
        var channel = await Host.ConnectAsync(Vendor.Planhat, "pages", settings: new() { ["PageSize"] = size });
        var (ids, pages) = (new List<string>(), 0);
        await foreach (var page in channel.Connector.CreateSync(channel).ReadAsync(null, default))
        {
            if (page.Projects.Count == 0)
                continue;
            ids.AddRange(page.Projects.Select(project => project.VendorId));
            after(++pages);
        }
        return ids;
    }
}

using System.Diagnostics;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;
using Xunit.Abstractions;

namespace ProjectGraph.Data.Tests.Sync;

public sealed class GraphWriterTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Speed()
    {
        using var folder = new StoreFolder();
        await using var store = await folder.OpenAsync(new FakeTime());
        var connection = await new ConnectionStore(store).RegisterAsync("p", Vendor.Planhat, "http://x", default);
        var writer = new GraphWriter(store);
        for (var i = 0; i < 4; i++)
        {
            var watch = Stopwatch.StartNew(); var cpu = Process.GetCurrentProcess().TotalProcessorTime;
            var ids = await writer.SaveAsync(connection.Id, Samples.Projects(2000, i < 3 ? 1 + i * 2000 : 1), Samples.Nothing, default);
            output.WriteLine($"{watch.ElapsedMilliseconds} {ids.Count} cpu {(Process.GetCurrentProcess().TotalProcessorTime-cpu).TotalMilliseconds}");
        }
        var p = await new ConnectionStore(store).FindProjectAsync(5, default);
        output.WriteLine(System.Text.Json.JsonSerializer.Serialize(p));
    }
}

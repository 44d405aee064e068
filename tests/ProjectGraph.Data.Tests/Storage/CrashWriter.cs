using System.Globalization;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Storage;
using ProjectGraph.Data.Sync;

namespace ProjectGraph.Data.Tests.Storage;

/// <summary>
/// The process that the test kills. It writes endlessly and prints one line after each commit. The name and every part of a
/// project contain the same revision number, so that a partial write is noticed.
/// </summary>
internal static class CrashWriter
{
    private const int Projects = 60;

    /// <summary>Never returns. The <paramref name="arguments"/> are the file and a seed.</summary>
    public static async Task Main(string[] arguments)
    {
        var random = new Random(int.Parse(arguments[1], CultureInfo.InvariantCulture));
        await using var store = await GraphStore.CreateAsync(arguments[0], TimeProvider.System);
        var vendorAccount = await new VendorAccountStore(store).RegisterAsync("Planhat", Vendor.Planhat, "http://planhat.test", default);
        while (true)
        {
            await WriteAsync(store, vendorAccount.Id, random);
            Console.WriteLine("committed");
        }
    }

    private static async Task WriteAsync(GraphStore store, long vendorAccountId, Random random)
    {
        var revision = random.Next(1_000_000).ToString(CultureInfo.InvariantCulture);
        var page = Enumerable.Range(0, random.Next(1, Projects)).Select(_ => Project(random.Next(Projects), revision)).ToList();
        var operations = new OperationLog(store);
        switch (random.Next(3))
        {
            case 0:
                var ids = await new GraphWriter(store).SaveAsync(vendorAccountId, page, Samples.Nothing, default);
                await new GraphWriter(store).DeleteAsync(ids[0], default);
                break;
            case 1:
                var draft = new OperationDraft(
                    "createProject",
                    Vendor.Planhat,
                    vendorAccountId,
                    null,
                    false,
                    null,
                    "hash",
                    "{}",
                    new(CallerKind.Local, null, "local")
                );
                var id = ((OperationStart.Started)await operations.BeginAsync(draft, default)).OperationId;
                await operations.RecordRequestAsync(
                    id,
                    new("POST", "http://planhat.test", new Dictionary<string, string>(), null),
                    default
                );
                await operations.CompleteAsync(id, new(OperationState.Succeeded, null, null, [], page, Samples.Nothing, null), default);
                break;
            default:
                await new SyncRunner(store, Microsoft.Extensions.Logging.Abstractions.NullLogger<SyncRunner>.Instance).RunAsync(
                    vendorAccountId,
                    new ListedSource([.. page.Chunk(7).Select(chunk => chunk.ToList())]),
                    null,
                    believeAll: true,
                    expected: null,
                    default
                );
                break;
        }
    }

    private static Project Project(int number, string revision)
    {
        var project = Samples.Project(number, $"revision {revision}");
        foreach (var tag in project.Tags)
            tag.Tag += revision;
        project.Contacts[0].Contact = revision;
        project.CustomFields[0].Value = revision;
        project.Planhat!.CompanyName = revision;
        project.Assignees.Add(new() { VendorId = $"r{revision}" });
        return project;
    }
}

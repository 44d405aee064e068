using Microsoft.Extensions.Logging.Abstractions;
using ProjectGraph.Data.Access;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Storage;
using ProjectGraph.Data.Sync;
using ProjectGraph.Data.Tests.Query.Oracle;

namespace ProjectGraph.Data.Tests.Storage.Moving;

/// <summary>A store with rows in every table, which has also generated keys for rows that were deleted.</summary>
internal static class FilledStore
{
    public static OperationCaller Caller { get; } = new(CallerKind.Key, "1", "excel");

    /// <returns>Two valid keys: one that was rotated, and its replacement.</returns>
    public static async Task<(string Replaced, string Rotated)> FillAsync(GraphStore store, int projects)
    {
        await RandomGraph.FillAsync(store, seed: 6, projects);
        var vendorAccount = await new VendorAccountStore(store).RegisterAsync("Synced", Vendor.Planhat, "http://planhat.test", default);
        var source = new ListedSource(Samples.Projects(4), Samples.Projects(3, first: 5))
        {
            Problems = { [1] = [new("odd", "It has no name.")] },
            Drifts = { [0] = [new("newField", "1")] },
        };
        await new SyncRunner(store, NullLogger<SyncRunner>.Instance).RunAsync(vendorAccount.Id, source, default);
        await OperateAsync(store, vendorAccount.Id);
        var keys = new ApiKeyStore(store);
        await keys.CreateAsync("gone", AccessRole.Admin, default);
        await keys.RevokeAsync("gone", default);
        var draft = new ApiKeyDraft("excel", AccessRole.Reader)
        {
            ExpiresAt = store.Time.GetUtcNow().AddDays(30),
            VendorAccounts = new HashSet<long> { vendorAccount.Id },
            Protocols = new HashSet<ApiProtocol> { ApiProtocol.OData },
        };
        var (replaced, _) = await keys.CreateAsync(draft, default);
        return (replaced, (await keys.RotateAsync("excel", TimeSpan.FromDays(1), default)).Secret);
    }

    private static async Task OperateAsync(GraphStore store, long vendorAccountId)
    {
        var log = new OperationLog(store);
        foreach (var key in (string[])["done", "open"])
        {
            var draft = new OperationDraft("createProject", Vendor.Planhat, vendorAccountId, null, false, key, "hash", "{ }", Caller);
            var id = ((OperationStart.Started)await log.BeginAsync(draft, default)).OperationId;
            await log.RecordRequestAsync(
                id,
                new("POST", "http://planhat.test", new Dictionary<string, string> { ["a"] = "b" }, """{"x": 1.0}"""),
                default
            );
            if (key == "done")
                await log.CompleteAsync(
                    id,
                    new(OperationState.Succeeded, null, new(200, "[1,\t2]"), [], [Samples.Project(90)], Samples.Nothing, null),
                    default
                );
        }
        var last = await new GraphWriter(store).SaveAsync(vendorAccountId, [Samples.Project(99)], Samples.Nothing, default);
        await new GraphWriter(store).DeleteAsync(last[0], default);
    }
}

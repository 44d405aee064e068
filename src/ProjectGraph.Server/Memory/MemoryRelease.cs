using ProjectGraph.Vendors;

namespace ProjectGraph.Server;

/// <summary>
/// Returns memory to the system after the first sync and after large responses. An idle process allocates nothing and so never
/// collects. It would keep the memory of its busiest minute.
/// </summary>
internal sealed class MemoryRelease(ResponseBudget budget, VendorsService vendors, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan CheckInterval = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(CheckInterval, time);
        await vendors.FirstSync.WaitAsync(stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Release();
        while (await timer.WaitForNextTickAsync(stoppingToken))
            if (budget.TryEndBurst())
                Release();
    }

    private static void Release() => GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
}

using ProjectGraph.Benchmarks.Load;

namespace ProjectGraph.Benchmarks.Comparing;

/// <summary>
/// Sends requests to a server until its runtime compiles no more methods. The runtime recompiles frequently used methods
/// in the background, and under load for a long time. Before that, a measurement would include the compiler, also for
/// other processes on the machine.
/// </summary>
internal static class WarmUp
{
    private const int MaxDuration = 30;
    private const int Few = 10;

    private static readonly TimeSpan Load = TimeSpan.FromSeconds(1.5);
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(0.5);

    public static async Task RunAsync(Side side, int connections)
    {
        // Warm up each separately: together they would need twice the time.
        foreach (var port in side.Ports)
            await RunAsync(port, side.Units, connections);
    }

    private static async Task RunAsync(int port, IReadOnlyList<byte[][]> units, int connections)
    {
        var before = await CompiledAsync(port);
        for (var steps = 0; steps < MaxDuration; steps++)
        {
            await LoadGenerator.RunAsync([port], units, connections, Load);
            var after = await WaitUntilIdleAsync(port);
            if (after - before <= Few)
                return;
            before = after;
        }
    }

    // The background compiler runs when the server is idle.
    private static async Task<long> WaitUntilIdleAsync(int port)
    {
        for (var before = -1L; ; )
        {
            var now = await CompiledAsync(port);
            if (now == before)
                return now;
            before = now;
            await Task.Delay(Rest);
        }
    }

    private static async Task<long> CompiledAsync(int port) => (await ProcessProbe.ReadAsync([port], reset: false)).Compiled;
}

namespace ProjectGraph.Server.Tests.Cluster;

/// <summary>Something that is done to the installation while it works.</summary>
/// <param name="DoAsync">Ends when the installation is whole again.</param>
/// <param name="Away">How long nobody can write for as long as it lasts.</param>
internal sealed record Fault(string Name, Func<ClusterHost, Task> DoAsync, TimeSpan Away = default);

internal static class Faults
{
    // Longer than the service tries again.
    private static readonly TimeSpan LongAway = TimeSpan.FromSeconds(30);

    public static IReadOnlyList<Fault> All { get; } =
    [
        new("the connections to the primary break", host => host.BreakConnectionsAsync()),
        new("an instance is killed", host => RestartAsync(host.First, instance => instance.KillAsync())),
        new("the standby is killed", async host =>
        {
            await host.Standby.KillAsync();
            await host.Standby.RestartAsync();
        }),
        new("an instance is stopped", host => RestartAsync(host.Second, instance => instance.StopAsync())),
        new("the primary is killed", host => LosePrimaryAsync(host, TimeSpan.Zero)),
        new("the standby takes the place of the primary", host => host.FailOverAsync()),
    ];

    /// <summary>What takes too long for every run of the tests.</summary>
    public static IReadOnlyList<Fault> Long { get; } =
    [new("the primary is away for long", host => LosePrimaryAsync(host, LongAway), LongAway)];

    private static async Task LosePrimaryAsync(ClusterHost host, TimeSpan away)
    {
        await host.Primary.KillAsync();
        await Task.Delay(away);
        await host.Primary.RestartAsync();
    }

    private static async Task RestartAsync(ServiceInstance instance, Func<ServiceInstance, Task> endAsync)
    {
        await endAsync(instance);
        await instance.StartAsync();
    }
}

namespace ProjectGraph.Server.Tests.Cluster;

/// <summary>What is done to the installation while it works.</summary>
internal static class Faults
{
    public static IReadOnlyList<(string Name, Func<ClusterHost, Task> DoAsync)> All { get; } =
    [
        ("the connections to the primary break", host => host.BreakConnectionsAsync()),
        ("an instance is killed", host => RestartAsync(host.First, instance => instance.KillAsync())),
        ("the standby is killed", async host =>
        {
            await host.Standby.KillAsync();
            await host.Standby.StartAgainAsync();
        }),
        ("an instance is told to stop", host => RestartAsync(host.Second, instance => instance.StopAsync())),
        ("the primary is killed", async host =>
        {
            await host.Primary.KillAsync();
            await host.Primary.StartAgainAsync();
        }),
        ("the standby takes the place of the primary", host => host.FailOverAsync()),
    ];

    private static async Task RestartAsync(ServiceInstance instance, Func<ServiceInstance, Task> endAsync)
    {
        await endAsync(instance);
        await instance.StartAsync();
    }
}

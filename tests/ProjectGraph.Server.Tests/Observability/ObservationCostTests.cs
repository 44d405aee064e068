using ProjectGraph.Server.Telemetry;

namespace ProjectGraph.Server.Tests.Observability;

/// <summary>Alone in the process: another test's listener would be heard here.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Unobserved
{
    public const string Name = "unobserved";
}

[Collection(Unobserved.Name)]
public sealed class ObservationCostTests
{
    [Fact]
    public void Where_nobody_listens_nothing_is_made()
    {
        ServerTelemetry.ObservesStages.ShouldBeFalse("nobody may listen here");
        Use();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1_000; i++)
            Use();
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    private static void Use()
    {
        using var span = ServerTelemetry.StartGraphQL();
        ServerTelemetry.DescribeOperation("query", "Name");
        span.ShouldBeNull();
    }
}

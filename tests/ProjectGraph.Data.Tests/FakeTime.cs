namespace ProjectGraph.Data.Tests;

/// <summary>A clock that changes only when a test advances it.</summary>
public sealed class FakeTime : TimeProvider
{
    private DateTimeOffset now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => now;

    public void Advance(TimeSpan by) => now += by;
}

namespace ProjectGraph.Postgres.Testing;

/// <summary>Asks again until something holds, and says what did not when the time is over.</summary>
public static class Patience
{
    private static readonly TimeSpan pause = TimeSpan.FromMilliseconds(20);

    public static async Task UntilAsync(string what, TimeSpan deadline, Func<Task<bool>> holds)
    {
        using var over = new CancellationTokenSource(deadline);
        while (!await holds())
        {
            if (over.IsCancellationRequested) throw new TimeoutException($"Not within {deadline}: {what}");
            await Task.Delay(pause, CancellationToken.None);
        }
    }
}

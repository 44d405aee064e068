namespace ProjectGraph.Postgres.Testing;

/// <summary>Polls until a condition is true. After the deadline it throws an exception that names the condition.</summary>
public static class Polling
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(20);

    public static async Task UntilAsync(string condition, TimeSpan deadline, Func<Task<bool>> isMet)
    {
        using var timeout = new CancellationTokenSource(deadline);
        while (!await isMet())
        {
            if (timeout.IsCancellationRequested)
                throw new TimeoutException($"A condition was not met within {deadline}: {condition}");
            await Task.Delay(Interval, CancellationToken.None);
        }
    }
}

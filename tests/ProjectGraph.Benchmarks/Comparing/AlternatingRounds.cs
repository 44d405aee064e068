using ProjectGraph.Benchmarks.Load;

namespace ProjectGraph.Benchmarks.Comparing;

/// <summary>One side of a comparison: its servers and its requests, measured alternately.</summary>
internal sealed record Side(IReadOnlyList<int> Ports, IReadOnlyList<byte[][]> Units);

internal readonly record struct RoundPair(Round Base, Round Subject);

internal static class AlternatingRounds
{
    // Alternate the two sides, so that other activity of the machine affects both.
    public static async Task<IReadOnlyList<RoundPair>> RunAsync(Options options, int connections, Side compared, Side subject)
    {
        var duration = TimeSpan.FromSeconds(options.Seconds);
        await WarmUp.RunAsync(compared, connections);
        await WarmUp.RunAsync(subject, connections);
        var turns = new List<RoundPair>();
        while (turns.Count < options.Rounds)
        {
            turns.Add(
                new(
                    await LoadGenerator.RunAsync(compared.Ports, compared.Units, connections, duration),
                    await LoadGenerator.RunAsync(subject.Ports, subject.Units, connections, duration)
                )
            );
        }
        return turns;
    }
}

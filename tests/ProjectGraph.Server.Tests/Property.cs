using CsCheck;

namespace ProjectGraph.Server.Tests;

/// <summary>
/// Checks a property on cases that CsCheck generates. The same cases run each time, so no change fails by chance. A failing case is
/// shrunk, and the failure prints the smallest case with its seed. <c>CsCheck_Seed=…</c> starts with the case of that seed.
/// </summary>
internal static class Property
{
    private const int ShrinkingTries = 3_000;

    /// <summary>Generates cases that <paramref name="write"/> creates from choices. Fewer and smaller choices make a case simpler.</summary>
    public static Gen<T> From<T>(Func<Random, T> write, int choices = 400) =>
        Gen.UInt.Array[0, choices].Select(made => write(new Choices(made)));

    /// <param name="first">The seed of the first case, which determines the others.</param>
    public static async Task CheckAsync<T>(Gen<T> cases, int count, uint first, Func<T, Task> check, Func<T, string>? print = null)
    {
        if (Environment.GetEnvironmentVariable("CsCheck_Seed") is { Length: > 0 })
        {
            await cases.SampleAsync(check, iter: ShrinkingTries, threads: 1, print: print);
            return;
        }
        for (var number = 0; number < count; number++)
        {
            var seed = Seed(first, number);
            try
            {
                await check(Case(cases, first, number));
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                await cases.SampleAsync(check, seed: seed, iter: ShrinkingTries, threads: 1, print: print);
                throw new InvalidOperationException($"Case {number} (CsCheck_Seed={seed}) failed once and not again.", exception);
            }
        }
    }

    public static Task CheckAsync<T>(Gen<T> cases, int count, uint first, Action<T> check, Func<T, string>? print = null) =>
        CheckAsync(
            cases,
            count,
            first,
            each =>
            {
                check(each);
                return Task.CompletedTask;
            },
            print
        );

    private static T Case<T>(Gen<T> cases, uint first, int number) => cases.Generate(PCG.Parse(Seed(first, number)), null, out _);

    private static string Seed(uint first, int number) => new PCG(first, (ulong)number * 0x9E3779B97F4A7C15).ToString();

    /// <summary>A random source that replays given choices. After the last one, it always chooses the first alternative.</summary>
    private sealed class Choices(uint[] made) : Random
    {
        private int _next;

        public override int Next() => Next(int.MaxValue);

        public override int Next(int maxValue) => maxValue <= 1 ? 0 : (int)(Take() % (uint)maxValue);

        public override int Next(int minValue, int maxValue) => (int)(minValue + NextInt64((long)maxValue - minValue));

        public override long NextInt64(long maxValue) =>
            maxValue <= 1 ? 0
            : maxValue <= int.MaxValue ? Next((int)maxValue)
            : (long)((((ulong)Take() << 31) | Take()) % (ulong)maxValue);

        public override double NextDouble() => Take() / (uint.MaxValue + 1.0);

        private uint Take() => _next < made.Length ? made[_next++] : 0;
    }
}

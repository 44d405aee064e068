using System.Globalization;
using System.Runtime.CompilerServices;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;

namespace ProjectGraph.Data.Tests;

/// <summary>A vendor that returns the given pages. Its cursor is the number of the next page.</summary>
internal sealed class ListedSource(params List<Project>[] pages) : ISyncSource
{
    public IReadOnlySet<string> WriteOnlyFields { get; init; } = Samples.Nothing;
    public List<string?> Cursors { get; } = [];
    public Dictionary<int, List<Company>> Companies { get; } = [];
    public Dictionary<int, List<SyncProblem>> Problems { get; } = [];
    public Dictionary<int, List<SyncDrift>> Drifts { get; } = [];

    /// <summary>Runs before a page is returned. The argument is its number.</summary>
    public Func<int, CancellationToken, Task> Before { get; set; } = (_, _) => Task.CompletedTask;

    public async IAsyncEnumerable<SyncPage> ReadAsync(string? cursor, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Cursors.Add(cursor);
        for (var number = cursor is null ? 0 : int.Parse(cursor, CultureInfo.InvariantCulture); number < pages.Length; number++)
        {
            await Before(number, cancellationToken);
            cancellationToken.ThrowIfCancellationRequested();
            var next = number + 1 < pages.Length ? (number + 1).ToString(CultureInfo.InvariantCulture) : null;
            yield return new(pages[number], Companies.GetValueOrDefault(number) ?? [], [], Problems.GetValueOrDefault(number) ?? [], next)
            {
                Drifts = Drifts.GetValueOrDefault(number) ?? [],
            };
        }
    }
}

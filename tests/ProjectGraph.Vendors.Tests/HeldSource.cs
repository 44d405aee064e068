using System.Runtime.CompilerServices;
using ProjectGraph.Data.Sync;

namespace ProjectGraph.Vendors.Tests;

/// <summary>A vendor's whole list, read before something else happens and handed to the sync afterwards.</summary>
internal sealed class HeldSource(ISyncSource source, Func<Task> meanwhile) : ISyncSource
{
    public IReadOnlySet<string> WriteOnlyFields => source.WriteOnlyFields;

    public async IAsyncEnumerable<SyncPage> ReadAsync(string? cursor, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var pages = new List<SyncPage>();
        await foreach (var page in source.ReadAsync(cursor, cancellationToken))
            pages.Add(page);
        await meanwhile();
        foreach (var page in pages)
            yield return page;
    }
}

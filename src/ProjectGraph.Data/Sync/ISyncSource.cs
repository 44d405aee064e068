using ProjectGraph.Data.Model;

namespace ProjectGraph.Data.Sync;

/// <summary>What a vendor's connector gives to a sync: everything the connection can see, page by page.</summary>
public interface ISyncSource
{
    /// <summary>
    /// Fields that the vendor takes but never shows (<c>Reference</c>, <c>Heatpunk.BuildDate</c>): a sync keeps what a write stored there.
    /// </summary>
    IReadOnlySet<string> WriteOnlyFields { get; }

    /// <summary>Reads from a cursor of an earlier, interrupted run; null starts from the beginning.</summary>
    /// <exception cref="VendorReadException">The vendor refused, was unreachable or answered nonsense.</exception>
    IAsyncEnumerable<SyncPage> ReadAsync(string? cursor, CancellationToken cancellation);
}

/// <summary>One page, ready for the store. Entities carry the vendor's ids and values; the graph's keys are the store's business.</summary>
/// <param name="Projects">With company, owner, managers, assignees, tags, contacts, custom fields and extension filled in.</param>
/// <param name="Companies">Companies with all their fields.</param>
/// <param name="People">People with all their fields.</param>
/// <param name="Problems">Records that could not be understood: quarantined one by one, never the whole run.</param>
/// <param name="NextCursor">Where a later run goes on; null when this was the last page.</param>
public sealed record SyncPage(
    IReadOnlyList<Project> Projects,
    IReadOnlyList<Company> Companies,
    IReadOnlyList<Person> People,
    IReadOnlyList<SyncProblem> Problems,
    string? NextCursor)
{
    /// <summary>Fields that the vendor's documents do not name, each with a record that showed it.</summary>
    public IReadOnlyList<SyncDrift> Drifts { get; init; } = [];
}

/// <param name="Field">The field's name in the vendor's document.</param>
/// <param name="VendorId">A project that showed it.</param>
public sealed record SyncDrift(string Field, string VendorId);

/// <param name="VendorId">The record's id at the vendor where it could be read. Its row in the graph is kept as it is.</param>
/// <param name="Message">What could not be understood and where.</param>
public sealed record SyncProblem(string? VendorId, string Message);

/// <summary>A vendor could not be read. The message says what and never holds a secret.</summary>
public sealed class VendorReadException(string code, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>The name of an error code.</summary>
    public string Code { get; } = code;
}

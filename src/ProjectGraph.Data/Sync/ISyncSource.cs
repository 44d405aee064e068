using ProjectGraph.Data.Model;

namespace ProjectGraph.Data.Sync;

/// <summary>A vendor's source for syncs. It reads everything that a vendor account can see, page by page.</summary>
public interface ISyncSource
{
    /// <summary>
    /// Fields that the vendor accepts but never returns (<c>Reference</c>, <c>Heatpunk.BuildDate</c>). A sync keeps their stored
    /// values.
    /// </summary>
    IReadOnlySet<string> WriteOnlyFields { get; }

    /// <summary>Reads from the cursor of an earlier, interrupted run; null starts from the beginning.</summary>
    /// <exception cref="VendorReadException">The vendor refused the request, was unreachable, or sent an invalid response.</exception>
    IAsyncEnumerable<SyncPage> ReadAsync(string? cursor, CancellationToken cancellationToken);
}

/// <summary>One page, ready for the store. Entities carry the vendor's ids and values; the store assigns the graph's keys.</summary>
/// <param name="Projects">Projects with company, owner, managers, assignees, tags, contacts, custom fields and extension.</param>
/// <param name="Companies">Companies with all their fields.</param>
/// <param name="People">People with all their fields.</param>
/// <param name="Problems">Records that could not be parsed. Each is quarantined without failing the run.</param>
/// <param name="NextCursor">The cursor for a later run; null after the last page.</param>
public sealed record SyncPage(
    IReadOnlyList<Project> Projects,
    IReadOnlyList<Company> Companies,
    IReadOnlyList<Person> People,
    IReadOnlyList<SyncProblem> Problems,
    string? NextCursor
)
{
    /// <summary>Fields that the vendor's documentation does not describe, each with a record that has it.</summary>
    public IReadOnlyList<SyncDrift> Drifts { get; init; } = [];
}

/// <param name="Field">The field's name in the vendor's document.</param>
/// <param name="VendorId">A project that has the field.</param>
public sealed record SyncDrift(string Field, string VendorId);

/// <param name="VendorId">The record's id at the vendor, if it could be read. Its row in the graph stays unchanged.</param>
/// <param name="Message">The part that could not be parsed, with its location.</param>
public sealed record SyncProblem(string? VendorId, string Message);

/// <summary>The exception for a vendor that could not be read. The message never contains a secret.</summary>
public sealed class VendorReadException(string code, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>The error code's name.</summary>
    public string Code { get; } = code;
}

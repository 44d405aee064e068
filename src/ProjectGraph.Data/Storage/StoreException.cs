namespace ProjectGraph.Data.Storage;

/// <summary>The store cannot do what it was asked for. The message says what to do about it.</summary>
/// <param name="code">One of the constants here.</param>
/// <param name="reason">What happened, and what to do about it.</param>
/// <param name="invitation">When to do again what has failed.</param>
public sealed class StoreException(string code, string reason, Exception? inner = null, string? invitation = null)
    : Exception(invitation is null ? reason : $"{reason} {invitation}", inner)
{
    internal const string Shortly = "Try again in a moment.";

    /// <summary>The message without an invitation to do it again: for what may have been done all the same.</summary>
    public string Reason => reason;

    /// <summary>The configuration names a store that this build does not have, or no usable place for the file.</summary>
    public const string BadConfiguration = "STORE_MISCONFIGURED";

    /// <summary>The file was written by a newer version of the program.</summary>
    public const string NewerSchema = "STORE_SCHEMA_NEWER";

    /// <summary>A value that no column can hold.</summary>
    public const string UnstorableValue = "VALUE_TOO_LARGE";

    /// <summary>A question is larger or deeper than the store can take.</summary>
    public const string TooComplex = "QUERY_TOO_COMPLEX";

    /// <summary>The store is not open yet, or closed again.</summary>
    public const string NotOpen = "STORE_NOT_OPEN";

    /// <summary>A row that must be there is not.</summary>
    public const string Missing = "ROW_DELETED";

    /// <summary>The database's server does not answer, or not in time.</summary>
    public const string Unreachable = "STORE_UNREACHABLE";

    /// <summary>The database refuses the configured user, or that user what the service has to do.</summary>
    public const string AccessRefused = "STORE_ACCESS_DENIED";

    /// <summary>The database can be read only.</summary>
    public const string ReadOnly = "STORE_READ_ONLY";

    /// <summary>The database has no room left.</summary>
    public const string Full = "STORE_FULL";

    /// <summary>The store's file is not where the service opened it.</summary>
    public const string FileMissing = "STORE_FILE_MISSING";

    /// <summary>The store's file holds what no SQLite database holds.</summary>
    public const string Damaged = "STORE_DAMAGED";

    /// <summary>A regular expression that the store can't match.</summary>
    public const string PatternNotOffered = "UNSUPPORTED_PATTERN";

    /// <summary>The database is the target of a move that has not ended.</summary>
    public const string HalfMoved = "STORE_TRANSFER_INCOMPLETE";

    /// <summary>A position of the change log that nothing can be followed from.</summary>
    public const string PositionExpired = "POSITION_EXPIRED";

    public string Code { get; } = code;

    internal static StoreException Closed() => new(NotOpen, "The store is not open.");
}

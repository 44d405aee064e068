namespace ProjectGraph.Data.Storage;

/// <summary>A failure of the store. The message states what happened and what to do.</summary>
/// <param name="code">One of the constants here.</param>
/// <param name="reason">What happened, and what to do about it.</param>
/// <param name="invitation">When to retry the failed request.</param>
public sealed class StoreException(string code, string reason, Exception? inner = null, string? invitation = null)
    : Exception(invitation is null ? reason : $"{reason} {invitation}", inner)
{
    internal const string RetryShortly = "Try again in a moment.";

    /// <summary>The message without the invitation to retry, for work that may have succeeded nevertheless.</summary>
    public string Reason => reason;

    /// <summary>The configuration names an unknown store, or an unusable path or database.</summary>
    public const string BadConfiguration = "STORE_MISCONFIGURED";

    /// <summary>The file was written by a newer version of the program.</summary>
    public const string NewerSchema = "STORE_SCHEMA_NEWER";

    /// <summary>A value that no column can hold.</summary>
    public const string UnstorableValue = "VALUE_TOO_LARGE";

    /// <summary>A query is larger or deeper than the store supports.</summary>
    public const string TooComplex = "QUERY_TOO_COMPLEX";

    /// <summary>The store is not open yet, or already closed.</summary>
    public const string NotOpen = "STORE_NOT_OPEN";

    /// <summary>A required row was deleted.</summary>
    public const string RowDeleted = "ROW_DELETED";

    /// <summary>The database server does not respond, or not in time.</summary>
    public const string Unreachable = "STORE_UNREACHABLE";

    /// <summary>The database refuses the configured user, or the user lacks a permission.</summary>
    public const string AccessDenied = "STORE_ACCESS_DENIED";

    /// <summary>The database is read-only.</summary>
    public const string ReadOnly = "STORE_READ_ONLY";

    /// <summary>The disk of the database is full.</summary>
    public const string Full = "STORE_FULL";

    /// <summary>The store's file was deleted or moved while it was open.</summary>
    public const string FileMissing = "STORE_FILE_MISSING";

    /// <summary>The store's file is corrupt.</summary>
    public const string Damaged = "STORE_DAMAGED";

    /// <summary>A regular expression that the store does not support.</summary>
    public const string UnsupportedPattern = "UNSUPPORTED_PATTERN";

    /// <summary>The database is the target of a transfer that has not finished.</summary>
    public const string TransferIncomplete = "STORE_TRANSFER_INCOMPLETE";

    /// <summary>A position of the change log from which a reader cannot resume.</summary>
    public const string PositionExpired = "POSITION_EXPIRED";

    public string Code { get; } = code;

    internal static StoreException CreateNotOpen() => new(NotOpen, "The store is not open.");
}

namespace ProjectGraph.Data.Storage;

/// <summary>The store cannot do what it was asked for. The message says what to do about it.</summary>
/// <param name="code">One of the constants here: the band <c>PJG51x</c>, but for what a caller gave.</param>
public sealed class StoreException(string code, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>The configuration names a store that this build does not have, or no usable place for the file.</summary>
    public const string BadConfiguration = "PJG510";

    /// <summary>The file was written by a newer version of the program.</summary>
    public const string NewerSchema = "PJG511";

    /// <summary>A value that no column can hold.</summary>
    public const string UnstorableValue = "PJG512";

    /// <summary>A question is larger or deeper than the store can take.</summary>
    public const string TooComplex = "PJG204";

    /// <summary>The store is not open yet, or closed again.</summary>
    public const string NotOpen = "PJG513";

    /// <summary>A row that must be there is not.</summary>
    public const string Missing = "PJG514";

    /// <summary>The database's server does not answer, or not in time.</summary>
    public const string Unreachable = "PJG515";

    /// <summary>The database refuses the configured user, or that user what the service has to do.</summary>
    public const string AccessRefused = "PJG516";

    /// <summary>The database can be read only.</summary>
    public const string ReadOnly = "PJG517";

    /// <summary>The database has no room left.</summary>
    public const string Full = "PJG518";

    /// <summary>A regular expression that the store can't match.</summary>
    public const string PatternNotOffered = "PJG251";

    /// <summary>A position of the change log that nothing can be followed from.</summary>
    public const string PositionExpired = "PJG210";

    public string Code { get; } = code;

    internal static StoreException Closed() => new(NotOpen, "The store is not open.");
}

namespace ProjectGraph.Data.Storage;

/// <summary>The last known state of one server of the store.</summary>
/// <param name="Name">Its address, for operators and not for callers.</param>
/// <param name="Lag">The age of the state that a standby returns. Null if it is unknown.</param>
/// <param name="Position">The newest position of its change log.</param>
public sealed record StoreServer(string Name, ServerRole Role, TimeSpan? Lag, long? Position);

public enum ServerRole
{
    Unreachable,
    Primary,
    Standby,
}

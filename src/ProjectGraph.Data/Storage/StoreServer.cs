namespace ProjectGraph.Data.Storage;

/// <summary>One server of the store, as it was a moment ago.</summary>
/// <param name="Name">Its address: for those who run the service, not for callers.</param>
/// <param name="Lag">How old the state is that a standby shows; null where it can't be told.</param>
/// <param name="Position">The newest position of the change log that it shows.</param>
public sealed record StoreServer(string Name, ServerRole Role, TimeSpan? Lag, long? Position);

public enum ServerRole { Unreachable, Primary, Standby }

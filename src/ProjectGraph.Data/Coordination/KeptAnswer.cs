namespace ProjectGraph.Data.Coordination;

/// <summary>An answer that waits to be fetched, or will.</summary>
/// <param name="Status">Null while it is being worked on.</param>
/// <param name="IsLost">Nobody works on it any more: its instance has ended before it.</param>
public sealed record KeptAnswer(int? Status, string Headers, byte[] Body, bool IsLost);

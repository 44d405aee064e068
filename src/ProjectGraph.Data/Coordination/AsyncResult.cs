namespace ProjectGraph.Data.Coordination;

/// <summary>The result of an async request, finished or still in progress.</summary>
/// <param name="Status">The HTTP status. Null while the request is in progress.</param>
/// <param name="IsLost">Whether its instance ended before the request was finished.</param>
public sealed record AsyncResult(int? Status, string Headers, byte[] Body, bool IsLost);

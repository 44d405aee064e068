namespace ProjectGraph.Server;

/// <summary>The address of the OData feed in a file for a BI tool.</summary>
/// <param name="Root">The service root in the client's view, without a trailing slash.</param>
/// <param name="Set">The set that a file for one table opens.</param>
internal sealed record FeedAddress(string Root, string Set);

namespace ProjectGraph.Server;

/// <param name="Root">The service root as the client sees it, without a slash at its end.</param>
/// <param name="Set">The set that a file for one table opens.</param>
internal sealed record FeedAddress(string Root, string Set);

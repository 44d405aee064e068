namespace ProjectGraph.Server;

/// <summary>The service cannot start with its configuration. The message states the remedy.</summary>
public sealed class StartException(string message) : Exception(message);

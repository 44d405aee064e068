namespace ProjectGraph.Server;

/// <summary>The service can't start as it is configured. The message says what to change.</summary>
public sealed class StartException(string message) : Exception(message);

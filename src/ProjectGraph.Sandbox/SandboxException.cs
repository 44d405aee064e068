namespace ProjectGraph.Sandbox;

/// <summary>
/// Ends a handler with an error from any depth and rolls the request back. The response is the vendor's
/// <see cref="Sandbox.CreateErrorResponse"/>, or <paramref name="answer"/> if the vendor's body contains more than a message.
/// </summary>
internal sealed class SandboxException(int status, string message, SandboxResponse? answer = null) : Exception(message)
{
    public int Status => status;
    public SandboxResponse? Response => answer;

    /// <summary>The allowed methods for a 405.</summary>
    public string? AllowedMethods { get; init; }
}

namespace ProjectGraph.Vendors;

/// <summary>
/// Leaves a handler from any depth: nothing of the request is kept, and the vendor's <see cref="Sandbox.Problem"/> answers,
/// or <paramref name="answer"/> where the vendor's body says more than a message.
/// </summary>
internal sealed class SandboxProblem(int status, string message, SandboxAnswer? answer = null) : Exception(message)
{
    public int Status => status;
    public SandboxAnswer? Answer => answer;

    /// <summary>The methods that a 405 must name.</summary>
    public string? Allow { get; init; }
}

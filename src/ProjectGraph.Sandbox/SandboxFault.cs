using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace ProjectGraph.Sandbox;

/// <summary>The faults that a sandbox can simulate.</summary>
public enum SandboxFaultKind
{
    /// <summary>Respond only after <see cref="SandboxFault.DelayMs"/>.</summary>
    Slow,

    /// <summary>Respond with <see cref="SandboxFault.Status"/> and the vendor's error body, and do nothing.</summary>
    Status,

    /// <summary>Process the request, announce the whole body, and close the connection in the middle of it.</summary>
    CutBody,

    /// <summary>Process the request, and respond with a body that is not JSON.</summary>
    Garbage,

    /// <summary>
    /// Process the request, and replace every <see cref="SandboxFault.Field"/> in the body by <see cref="SandboxFault.Value"/>.
    /// </summary>
    WrongType,

    /// <summary>
    /// Process the request, and add <see cref="SandboxFault.Field"/> to each object that has a <see cref="SandboxFault.Beside"/>.
    /// </summary>
    NewField,

    /// <summary>Return empty lists.</summary>
    EmptyList,

    /// <summary>Process the request, and close the connection without a response.</summary>
    LostAnswer,
}

/// <summary>
/// A fault and the requests that it affects: those that match, after the first <see cref="After"/>, at most <see cref="Times"/>.
/// </summary>
public sealed record SandboxFault
{
    public required SandboxFaultKind Kind { get; init; }

    /// <summary>The method to match; null for every method.</summary>
    public string? Method { get; init; }

    /// <summary>The prefix of the path below <c>/sandbox/{vendor}</c>; null for every path.</summary>
    public string? Path { get; init; }

    /// <summary>The number of matching requests that are processed normally first.</summary>
    public int After { get; init; }

    /// <summary>The number of affected requests; null for no limit.</summary>
    public int? Times { get; init; }

    public int DelayMs { get; init; }
    public int Status { get; init; } = 500;
    public string? RetryAfter { get; init; }
    public string? Field { get; init; }
    public JsonNode? Value { get; init; }
    public string? Beside { get; init; }

    [JsonIgnore]
    public bool IsValid =>
        After >= 0
        && Times is null or >= 0
        && DelayMs >= 0
        && Status is >= 200 and <= 599
        && (Kind is not (SandboxFaultKind.WrongType or SandboxFaultKind.NewField) || Field is not null)
        && (Kind != SandboxFaultKind.NewField || Beside is not null);

    public bool Matches(string method, string path) =>
        (Method is null || Method.Equals(method, StringComparison.OrdinalIgnoreCase))
        && (Path is null || path.StartsWith(Path, StringComparison.Ordinal));
}

/// <summary>The body of <c>/sandbox/{vendor}/_faults</c>.</summary>
/// <param name="Variants">The enabled names of <see cref="Sandbox.Variants"/>.</param>
public sealed record SandboxFaults(IReadOnlyList<SandboxFault>? Faults = null, IReadOnlyList<string>? Variants = null);

using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace ProjectGraph.Vendors;

/// <summary>What a sandbox can be told to do wrong.</summary>
public enum SandboxFaultKind
{
    /// <summary>Answer only after <see cref="SandboxFault.DelayMs"/>.</summary>
    Slow,

    /// <summary>Answer <see cref="SandboxFault.Status"/> in the vendor's own error body, and do nothing.</summary>
    Status,

    /// <summary>Do the work, announce the whole body, and close the connection in the middle of it.</summary>
    CutBody,

    /// <summary>Do the work, and answer something that is not JSON.</summary>
    Garbage,

    /// <summary>Do the work, and answer with every <see cref="SandboxFault.Field"/> in the body replaced by <see cref="SandboxFault.Value"/>.</summary>
    WrongType,

    /// <summary>Do the work, and answer with <see cref="SandboxFault.Value"/> as a further <see cref="SandboxFault.Field"/> wherever there is a <see cref="SandboxFault.Beside"/>.</summary>
    NewField,

    /// <summary>Answer lists as if the vendor had no records.</summary>
    EmptyList,

    /// <summary>Do the work, and close the connection without an answer.</summary>
    LostAnswer,
}

/// <summary>One fault, and which requests it hits: all that match, after the first <see cref="After"/>, at most <see cref="Times"/>.</summary>
public sealed record SandboxFault
{
    public required SandboxFaultKind Kind { get; init; }

    /// <summary>Null hits every method.</summary>
    public string? Method { get; init; }

    /// <summary>What the path below <c>/sandbox/{vendor}</c> begins with; null hits every path.</summary>
    public string? Path { get; init; }

    /// <summary>So many matching requests pass unharmed first.</summary>
    public int After { get; init; }

    /// <summary>So many requests are hit; null is no end.</summary>
    public int? Times { get; init; }

    public int DelayMs { get; init; }
    public int Status { get; init; } = 500;
    public string? RetryAfter { get; init; }
    public string? Field { get; init; }
    public JsonNode? Value { get; init; }
    public string? Beside { get; init; }

    [JsonIgnore]
    public bool IsValid => After >= 0 && Times is null or >= 0 && DelayMs >= 0 && Status is >= 200 and <= 599
        && (Kind is not (SandboxFaultKind.WrongType or SandboxFaultKind.NewField) || Field is not null)
        && (Kind != SandboxFaultKind.NewField || Beside is not null);

    public bool Matches(string method, string path) =>
        (Method is null || Method.Equals(method, StringComparison.OrdinalIgnoreCase))
        && (Path is null || path.StartsWith(Path, StringComparison.Ordinal));
}

/// <summary>The body of <c>/sandbox/{vendor}/_faults</c>.</summary>
/// <param name="Variants">Names of <see cref="Sandbox.Variants"/> that are on.</param>
public sealed record SandboxFaults(IReadOnlyList<SandboxFault>? Faults = null, IReadOnlyList<string>? Variants = null);

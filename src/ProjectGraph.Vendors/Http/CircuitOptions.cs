using Microsoft.Extensions.Configuration;

namespace ProjectGraph.Vendors.Http;

/// <summary><c>Vendors:Circuit</c>: when a failing vendor is left alone, and for how long.</summary>
public sealed record CircuitOptions
{
    /// <summary>Opens when so large a share of the calls failed, 0 to 1.</summary>
    public double FailureRatio { get; init; } = 0.5;

    /// <summary>Fewer calls within the window say nothing. A read with all its repetitions is one.</summary>
    public int MinimumCalls { get; init; } = 20;

    /// <summary>The calls that count.</summary>
    public int WindowSeconds { get; init; } = 60;

    /// <summary>How long no call goes out; then one is tried.</summary>
    public int BreakSeconds { get; init; } = 15;

    /// <exception cref="InvalidOperationException">A value is out of its range.</exception>
    internal static CircuitOptions Of(IConfiguration configuration)
    {
        var options = configuration.GetSection("Vendors:Circuit").Get<CircuitOptions>() ?? new();
        return options is { FailureRatio: > 0 and <= 1, MinimumCalls: >= 2, WindowSeconds: >= 1 and <= 3600, BreakSeconds: >= 1 and <= 3600 }
            ? options
            : throw new InvalidOperationException("Vendors:Circuit needs FailureRatio above 0 and up to 1, MinimumCalls from 2, WindowSeconds and BreakSeconds from 1 to 3600.");
    }
}

using Microsoft.Extensions.Configuration;

namespace ProjectGraph.Vendors.Http;

/// <summary><c>Vendors:Circuit</c>: when the circuit of a failing vendor opens, and for how long.</summary>
public sealed record CircuitOptions
{
    /// <summary>The share of failed calls at which the circuit opens, 0 to 1.</summary>
    public double FailureRatio { get; init; } = 0.5;

    /// <summary>The circuit stays closed with fewer calls in the window. A read counts once, with all its retries.</summary>
    public int MinimumCalls { get; init; } = 20;

    /// <summary>The period over which calls are counted.</summary>
    public int WindowSeconds { get; init; } = 60;

    /// <summary>How long the circuit stays open. After that, one call is tried.</summary>
    public int BreakSeconds { get; init; } = 15;

    /// <exception cref="InvalidOperationException">A value is out of its range.</exception>
    internal static CircuitOptions Read(IConfiguration configuration)
    {
        var options = configuration.GetSection("Vendors:Circuit").Get<CircuitOptions>() ?? new();
        return
            options is { FailureRatio: > 0 and <= 1, MinimumCalls: >= 2, WindowSeconds: >= 1 and <= 3600, BreakSeconds: >= 1 and <= 3600 }
            ? options
            : throw new InvalidOperationException(
                "A value of Vendors:Circuit is out of range. Set FailureRatio above 0 and up to 1, MinimumCalls from 2, WindowSeconds and BreakSeconds from 1 to 3600."
            );
    }
}

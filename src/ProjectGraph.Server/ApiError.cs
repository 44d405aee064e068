namespace ProjectGraph.Server;

/// <summary>A failure that clients may see. It contains no secret, stack trace or SQL.</summary>
/// <param name="Message">States the failure, its place and the remedy.</param>
/// <param name="Target">The part of the request that failed.</param>
public sealed record ApiError(ErrorCode Code, string Message, string? Target = null)
{
    public IReadOnlyList<ApiErrorDetail> Details { get; init; } = [];

    /// <summary>The time after which a retry may succeed.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The HTTP status, which may be another 4xx than the code's.</summary>
    public int Status { get; init; } = Code.Status;
}

/// <param name="Code">A code of <see cref="ErrorCodes"/> or the vendor's own.</param>
public sealed record ApiErrorDetail(string Code, string Message, string? Target = null);

/// <summary>A failure whose message clients may see. <see cref="ApiErrors"/> turns it into the protocol's error.</summary>
public sealed class ApiException(ApiError error, Exception? inner = null) : Exception(error.Message, inner)
{
    public ApiException(ErrorCode code, string message, string? target = null)
        : this(new(code, message, target)) { }

    public ApiError Error { get; } = error;
}

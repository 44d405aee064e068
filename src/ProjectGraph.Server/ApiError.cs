namespace ProjectGraph.Server;

/// <summary>A failure ready to be shown: no secrets, no stack, no SQL.</summary>
/// <param name="Message">What, where and what to do.</param>
/// <param name="Target">The part of the request that it is about.</param>
public sealed record ApiError(ErrorCode Code, string Message, string? Target = null)
{
    public IReadOnlyList<ApiErrorDetail> Details { get; init; } = [];

    /// <summary>When it makes sense to try again.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The HTTP status where it is not the code's: another 4xx of the same kind.</summary>
    public int Status { get; init; } = Code.Status;
}

/// <param name="Code">A code of <see cref="ErrorCodes"/> or the vendor's own.</param>
public sealed record ApiErrorDetail(string Code, string Message, string? Target = null);

/// <summary>A failure whose message may be shown. Thrown anywhere in a request, it becomes the protocol's own error.</summary>
public sealed class ApiException(ApiError error, Exception? inner = null) : Exception(error.Message, inner)
{
    public ApiException(ErrorCode code, string message, string? target = null) : this(new(code, message, target))
    {
    }

    public ApiError Error { get; } = error;
}

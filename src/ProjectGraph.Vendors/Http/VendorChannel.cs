using System.Globalization;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;
using ProjectGraph.Data.Coordination;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;

namespace ProjectGraph.Vendors.Http;

/// <summary>A connection's line to its vendor. Reads are repeated when that may help; a write goes out once.</summary>
public sealed class VendorChannel
{
    private const int Attempts = 5;

    /// <summary>The longest pause that a vendor can ask a read to make.</summary>
    private static readonly TimeSpan longestPause = TimeSpan.FromSeconds(30);

    private readonly VendorHttp http;
    private readonly ConnectionHealth health;
    private readonly ResiliencePipeline<VendorAnswer> whole;
    private readonly ResiliencePipeline<VendorAnswer> retry;

    internal VendorChannel(Connection connection, ConnectionSettings settings, VendorConnector connector, VendorHttp http, ConnectionHealth health, SharedBudgets budgets)
    {
        Connection = connection;
        Settings = settings;
        Connector = connector;
        this.http = http;
        this.health = health;
        Budget = RateBudget.Of(connection.Id, connector.Limits, budgets, http.Time);
        Circuit = new(http.Circuit, http.Time, ShowAsync);
        whole = new ResiliencePipelineBuilder<VendorAnswer> { TimeProvider = http.Time }.AddTimeout(http.TotalTimeout).Build();
        retry = new ResiliencePipelineBuilder<VendorAnswer> { TimeProvider = http.Time }.AddRetry(Retry()).Build();
    }

    public Connection Connection { get; }
    public ConnectionSettings Settings { get; }
    public VendorConnector Connector { get; }
    public RateBudget Budget { get; }
    public VendorCircuit Circuit { get; }
    public TimeProvider Time => http.Time;

    /// <summary>Reads, with pauses and repetitions where the vendor is busy, failing or silent.</summary>
    /// <returns>An answer that says something about the request: neither 429 nor 5xx.</returns>
    /// <exception cref="VendorReadException">The vendor stayed busy, failing or silent.</exception>
    public async Task<VendorAnswer> ReadAsync(VendorRequest request, CancellationToken cancellation)
    {
        try
        {
            var answer = await whole.ExecuteAsync(token => Circuit.CallAsync(within => retry.ExecuteAsync(
                async each =>
                {
                    await Budget.TakeAsync(longestPause, each);
                    return await SendAsync(VendorHttp.ReadClient, request, each);
                },
                within), token), cancellation);
            return Passes(answer) ? throw Failure(request, Connector.Refusal(answer)[0]) : answer;
        }
        catch (VendorTransportException e)
        {
            throw new VendorReadException(e.Code, $"{request.Method} {request.Path}: {e.Message}", e);
        }
        catch (BrokenCircuitException e)
        {
            throw new VendorReadException(VendorErrors.CircuitOpen, Circuit.Explanation(Connector.Name), e);
        }
        catch (TimeoutRejectedException e)
        {
            throw new VendorReadException(VendorErrors.VendorUnavailable, $"{request.Method} {request.Path}: no answer within {http.TotalTimeout.TotalSeconds:0} seconds, all attempts together.", e);
        }
    }

    /// <summary>Shows in the graph how the connection is: its circuit and what is left of its budget.</summary>
    internal Task ShowAsync() => health.ShowAsync(this);

    /// <summary>Counts a sync that has ended.</summary>
    internal void Count(SyncReport report) => http.Metrics.Sync(this, report);

    /// <summary>Counts an operation that has ended.</summary>
    /// <param name="started">By the clock of <see cref="Time"/>.</param>
    internal void Count(string operation, OperationState state, long started) => http.Metrics.Operation(this, operation, state, Time.GetElapsedTime(started));

    /// <summary>The answer to a read, if it is a success.</summary>
    /// <exception cref="VendorReadException">Anything else, with the vendor's own words.</exception>
    public async Task<VendorAnswer> GetAsync(VendorRequest request, CancellationToken cancellation)
    {
        var answer = await ReadAsync(request, cancellation);
        return answer.IsSuccess ? answer : throw Failure(request, Connector.Refusal(answer)[0]);
    }

    /// <summary>The same, or null where the vendor says that there is no such thing.</summary>
    public async Task<VendorAnswer?> FindAsync(VendorRequest request, CancellationToken cancellation)
    {
        var answer = await ReadAsync(request, cancellation);
        if (answer.IsSuccess) return answer;
        var refusal = Connector.Refusal(answer)[0];
        return refusal.Code == VendorErrors.VendorNotFound ? null : throw Failure(request, refusal);
    }

    /// <summary>Sends a write, once and at once: the caller has taken it from the <see cref="Budget"/>.</summary>
    /// <exception cref="VendorTransportException">No whole answer came.</exception>
    /// <exception cref="BrokenCircuitException">Nothing was sent.</exception>
    internal ValueTask<VendorAnswer> WriteAsync(VendorRequest request, CancellationToken cancellation) =>
        Circuit.CallAsync(async token => await SendAsync(VendorHttp.WriteClient, request, token), cancellation);

    /// <summary>The request as the operation log shows it.</summary>
    internal RecordedRequest Record(VendorRequest request)
    {
        var headers = request.Headers.Concat(Connector.Credentials(Settings))
            .ToDictionary(header => header.Key, header => VendorHttp.Masked(header.Key, header.Value));
        if (request.ContentType is { } type) headers["Content-Type"] = type;
        var body = request.Body is null ? null : VendorJson.Text(request.Body);
        return new(request.Method, request.Address(Settings.BaseUrl).AbsoluteUri, headers, body);
    }

    private async Task<VendorAnswer> SendAsync(string client, VendorRequest request, CancellationToken cancellation)
    {
        using var span = VendorTracing.StartCall(this, request.Method);
        var (start, status, error) = (Time.GetTimestamp(), (int?)null, (string?)null);
        try
        {
            var answer = await http.SendAsync(client, Settings, request, Connector.Credentials(Settings), cancellation);
            status = answer.Status;
            span?.SetTag("http.response.status_code", status);
            if (!answer.IsSuccess) error = status.Value.ToString(CultureInfo.InvariantCulture);
            await Budget.CorrectAsync(answer, answer.Status == 429 ? RetryAfter.Of(answer, Time.GetUtcNow()) : null);
            return answer.IsSuccess ? answer : answer.Without(Settings.Credentials.Values);
        }
        catch (Exception e)
        {
            error = e.GetType().Name;
            throw;
        }
        finally
        {
            if (error is not null) span?.Fail(error);
            http.Metrics.Call(this, request.Method, status, error, Time.GetElapsedTime(start));
        }
    }

    private static bool Passes(VendorAnswer answer) => answer.Status is 429 or >= 500;

    private RetryStrategyOptions<VendorAnswer> Retry() => new()
    {
        MaxRetryAttempts = Attempts - 1,
        BackoffType = DelayBackoffType.Exponential,
        UseJitter = true,
        Delay = TimeSpan.FromMilliseconds(300),
        MaxDelay = TimeSpan.FromSeconds(10),
        ShouldHandle = args => ValueTask.FromResult(args.Outcome switch
        {
            { Exception: VendorTransportException silence } => !silence.IsForbidden,
            { Result: { } answer } => Passes(answer) && !(Pause(answer) > longestPause),
            _ => false,
        }),
        DelayGenerator = args => ValueTask.FromResult(args.Outcome.Result is { } answer ? Pause(answer) : null),
    };

    /// <summary>How long the vendor asks to be left alone.</summary>
    internal TimeSpan? Pause(VendorAnswer answer) => RetryAfter.Of(answer, Time.GetUtcNow());

    private VendorReadException Failure(VendorRequest request, OperationError refusal) =>
        new(refusal.Code, $"{Connector.Name} answered {request.Method} {request.Path} with {refusal.VendorCode}: {refusal.Message}");
}

using System.Globalization;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;
using ProjectGraph.Data.Coordination;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;

namespace ProjectGraph.Vendors.Http;

/// <summary>Sends the requests of one vendor account. Reads are retried when that may help; a write is sent once.</summary>
public sealed class VendorChannel
{
    private const int Attempts = 5;

    /// <summary>The longest pause that a read makes on a vendor's request.</summary>
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

    /// <summary>Sends a read, with retries while the vendor is busy, failing or silent.</summary>
    /// <returns>A response to the request itself: neither 429 nor 5xx.</returns>
    /// <exception cref="VendorReadException">The vendor was still busy, failing or silent after all attempts.</exception>
    public async Task<VendorAnswer> ReadAsync(VendorRequest request, CancellationToken cancellation)
    {
        try
        {
            var response = await whole.ExecuteAsync(token => Circuit.CallAsync(within => retry.ExecuteAsync(
                async each =>
                {
                    await Budget.TakeAsync(longestPause, each);
                    return await SendAsync(VendorHttp.ReadClient, request, each);
                },
                within), token), cancellation);
            return Passes(response) ? throw Failure(request, Connector.Refusal(response)[0]) : response;
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
            throw new VendorReadException(VendorErrors.VendorUnavailable, $"{request.Method} {request.Path}: no response within {http.TotalTimeout.TotalSeconds:0} seconds, including all retries.", e);
        }
    }

    /// <summary>Stores the vendor account's circuit state and rate budget in the graph.</summary>
    internal Task ShowAsync() => health.ShowAsync(this);

    /// <summary>Counts a completed sync run.</summary>
    internal void Count(SyncReport report) => http.Metrics.Sync(this, report);

    /// <summary>Counts a completed operation.</summary>
    /// <param name="started">A timestamp of <see cref="Time"/>.</param>
    internal void Count(string operation, OperationState state, long started) => http.Metrics.Operation(this, operation, state, Time.GetElapsedTime(started));

    /// <summary>Sends a read and returns the response if it is successful.</summary>
    /// <exception cref="VendorReadException">The vendor refused. The message contains the vendor's text.</exception>
    public async Task<VendorAnswer> GetAsync(VendorRequest request, CancellationToken cancellation)
    {
        var response = await ReadAsync(request, cancellation);
        return response.IsSuccess ? response : throw Failure(request, Connector.Refusal(response)[0]);
    }

    /// <summary>Sends a read and returns the response, or null if the vendor reports that the record does not exist.</summary>
    public async Task<VendorAnswer?> FindAsync(VendorRequest request, CancellationToken cancellation)
    {
        var response = await ReadAsync(request, cancellation);
        if (response.IsSuccess) return response;
        var refusal = Connector.Refusal(response)[0];
        return refusal.Code == VendorErrors.VendorNotFound ? null : throw Failure(request, refusal);
    }

    /// <summary>Sends a write once, without waiting: the caller has already taken it from the <see cref="Budget"/>.</summary>
    /// <exception cref="VendorTransportException">No complete response was received.</exception>
    /// <exception cref="BrokenCircuitException">Nothing was sent.</exception>
    internal ValueTask<VendorAnswer> WriteAsync(VendorRequest request, CancellationToken cancellation) =>
        Circuit.CallAsync(async token => await SendAsync(VendorHttp.WriteClient, request, token), cancellation);

    /// <summary>The request as the operation log stores it.</summary>
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
            var response = await http.SendAsync(client, Settings, request, Connector.Credentials(Settings), cancellation);
            status = response.Status;
            span?.SetTag("http.response.status_code", status);
            if (!response.IsSuccess) error = status.Value.ToString(CultureInfo.InvariantCulture);
            await Budget.CorrectAsync(response, response.Status == 429 ? RetryAfter.Of(response, Time.GetUtcNow()) : null);
            return response.IsSuccess ? response : response.Without(Settings.Credentials.Values);
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

    private static bool Passes(VendorAnswer response) => response.Status is 429 or >= 500;

    private RetryStrategyOptions<VendorAnswer> Retry() => new()
    {
        MaxRetryAttempts = Attempts - 1,
        BackoffType = DelayBackoffType.Exponential,
        UseJitter = true,
        Delay = TimeSpan.FromMilliseconds(300),
        MaxDelay = TimeSpan.FromSeconds(10),
        ShouldHandle = args => ValueTask.FromResult(args.Outcome switch
        {
            { Exception: VendorTransportException failure } => !failure.IsForbidden,
            { Result: { } response } => Passes(response) && !(Pause(response) > longestPause),
            _ => false,
        }),
        DelayGenerator = args => ValueTask.FromResult(args.Outcome.Result is { } response ? Pause(response) : null),
    };

    /// <summary>The pause that the vendor's response requests.</summary>
    internal TimeSpan? Pause(VendorAnswer response) => RetryAfter.Of(response, Time.GetUtcNow());

    private VendorReadException Failure(VendorRequest request, OperationError refusal) =>
        new(refusal.Code, $"{Connector.Name} responded to {request.Method} {request.Path} with {refusal.VendorCode}: {refusal.Message}");
}

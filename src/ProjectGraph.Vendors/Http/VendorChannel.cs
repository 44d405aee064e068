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
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    private readonly VendorHttp _http;
    private readonly VendorAccountHealth _health;
    private readonly ResiliencePipeline<VendorResponse> _totalTimeout;
    private readonly ResiliencePipeline<VendorResponse> _retry;

    internal VendorChannel(
        VendorAccount vendorAccount,
        VendorAccountSettings settings,
        VendorConnector connector,
        VendorHttp http,
        VendorAccountHealth health,
        SharedBudgets budgets
    )
    {
        VendorAccount = vendorAccount;
        Settings = settings;
        Connector = connector;
        _http = http;
        _health = health;
        Budget = RateBudget.Create(vendorAccount.Id, connector.Limits, budgets, http.Time);
        Circuit = new(http.Circuit, http.Time, StoreStateAsync);
        _totalTimeout = new ResiliencePipelineBuilder<VendorResponse> { TimeProvider = http.Time }
            .AddTimeout(http.TotalTimeout)
            .Build();
        _retry = new ResiliencePipelineBuilder<VendorResponse> { TimeProvider = http.Time }
            .AddRetry(CreateRetryOptions())
            .Build();
    }

    public VendorAccount VendorAccount { get; }
    public VendorAccountSettings Settings { get; }
    public VendorConnector Connector { get; }
    public RateBudget Budget { get; }
    public VendorCircuit Circuit { get; }
    public TimeProvider Time => _http.Time;

    /// <summary>Sends a read, with retries while the vendor is busy, failing or silent.</summary>
    /// <returns>A response to the request itself: neither 429 nor 5xx.</returns>
    /// <exception cref="VendorReadException">The vendor was still busy, failing or silent after all attempts.</exception>
    public async Task<VendorResponse> ReadAsync(VendorRequest request, CancellationToken cancellationToken)
    {
        try
        {
            var response = await _totalTimeout.ExecuteAsync(
                token =>
                    Circuit.CallAsync(
                        within =>
                            _retry.ExecuteAsync(
                                async each =>
                                {
                                    await Budget.TakeAsync(LongestPause, each);
                                    return await SendAsync(VendorHttp.ReadClient, request, each);
                                },
                                within
                            ),
                        token
                    ),
                cancellationToken
            );
            return IsTransientFailure(response) ? throw CreateFailure(request, Connector.ReadRefusal(response)[0]) : response;
        }
        catch (VendorTransportException e)
        {
            throw new VendorReadException(e.Code, $"{request.Method} {request.Path}: {e.Message}", e);
        }
        catch (BrokenCircuitException e)
        {
            throw new VendorReadException(VendorErrors.CircuitOpen, Circuit.DescribeOpenState(Connector.Name), e);
        }
        catch (TimeoutRejectedException e)
        {
            throw new VendorReadException(
                VendorErrors.VendorUnavailable,
                $"{request.Method} {request.Path}: no response within {_http.TotalTimeout.TotalSeconds:0} seconds, including all retries.",
                e
            );
        }
    }

    /// <summary>Stores the vendor account's circuit state and rate budget in the graph.</summary>
    internal Task StoreStateAsync() => _health.StoreAsync(this);

    /// <summary>Counts a completed sync run.</summary>
    internal void Count(SyncReport report) => _http.Metrics.RecordSync(this, report);

    /// <summary>Counts a completed operation.</summary>
    /// <param name="started">A timestamp of <see cref="Time"/>.</param>
    internal void Count(string operation, OperationState state, long started) =>
        _http.Metrics.RecordOperation(this, operation, state, Time.GetElapsedTime(started));

    /// <summary>Sends a read and returns the response if it is successful.</summary>
    /// <exception cref="VendorReadException">The vendor refused. The message contains the vendor's text.</exception>
    public async Task<VendorResponse> GetAsync(VendorRequest request, CancellationToken cancellationToken)
    {
        var response = await ReadAsync(request, cancellationToken);
        return response.IsSuccess ? response : throw CreateFailure(request, Connector.ReadRefusal(response)[0]);
    }

    /// <summary>Sends a read and returns the response, or null if the vendor reports that the record does not exist.</summary>
    public async Task<VendorResponse?> FindAsync(VendorRequest request, CancellationToken cancellationToken)
    {
        var response = await ReadAsync(request, cancellationToken);
        if (response.IsSuccess)
            return response;
        var refusal = Connector.ReadRefusal(response)[0];
        return refusal.Code == VendorErrors.VendorNotFound ? null : throw CreateFailure(request, refusal);
    }

    /// <summary>Sends a write once, without waiting: the caller has already taken it from the <see cref="Budget"/>.</summary>
    /// <exception cref="VendorTransportException">No complete response was received.</exception>
    /// <exception cref="BrokenCircuitException">Nothing was sent.</exception>
    internal ValueTask<VendorResponse> WriteAsync(VendorRequest request, CancellationToken cancellationToken) =>
        Circuit.CallAsync(async token => await SendAsync(VendorHttp.WriteClient, request, token), cancellationToken);

    /// <summary>The request as the operation log stores it.</summary>
    internal RecordedRequest Record(VendorRequest request)
    {
        var headers = request
            .Headers.Concat(Connector.GetCredentialHeaders(Settings))
            .ToDictionary(header => header.Key, header => VendorHttp.Mask(header.Key, header.Value));
        if (request.ContentType is { } type)
            headers["Content-Type"] = type;
        var body = request.Body is null ? null : VendorJson.Write(request.Body);
        return new(request.Method, request.GetAddress(Settings.BaseUrl).AbsoluteUri, headers, body);
    }

    private async Task<VendorResponse> SendAsync(string client, VendorRequest request, CancellationToken cancellationToken)
    {
        using var span = VendorTracing.StartCall(this, request.Method);
        var (start, status, error) = (Time.GetTimestamp(), (int?)null, (string?)null);
        try
        {
            var response = await _http.SendAsync(client, Settings, request, Connector.GetCredentialHeaders(Settings), cancellationToken);
            status = response.Status;
            span?.SetTag("http.response.status_code", status);
            if (!response.IsSuccess)
                error = status.Value.ToString(CultureInfo.InvariantCulture);
            await Budget.CorrectAsync(response, response.Status == 429 ? RetryAfter.Read(response, Time.GetUtcNow()) : null);
            return response.IsSuccess ? response : response.MaskSecrets(Settings.Credentials.Values);
        }
        catch (Exception e)
        {
            error = e.GetType().Name;
            throw;
        }
        finally
        {
            if (error is not null)
                span?.Fail(error);
            _http.Metrics.RecordCall(this, request.Method, status, error, Time.GetElapsedTime(start));
        }
    }

    private static bool IsTransientFailure(VendorResponse response) => response.Status is 429 or >= 500;

    private RetryStrategyOptions<VendorResponse> CreateRetryOptions() =>
        new()
        {
            MaxRetryAttempts = Attempts - 1,
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            Delay = TimeSpan.FromMilliseconds(300),
            MaxDelay = TimeSpan.FromSeconds(10),
            ShouldHandle = args =>
                ValueTask.FromResult(
                    args.Outcome switch
                    {
                        { Exception: VendorTransportException failure } => !failure.IsForbidden,
                        { Result: { } response } => IsTransientFailure(response) && !(GetRequestedPause(response) > LongestPause),
                        _ => false,
                    }
                ),
            DelayGenerator = args => ValueTask.FromResult(args.Outcome.Result is { } response ? GetRequestedPause(response) : null),
        };

    /// <summary>The pause that the vendor's response requests.</summary>
    internal TimeSpan? GetRequestedPause(VendorResponse response) => RetryAfter.Read(response, Time.GetUtcNow());

    private VendorReadException CreateFailure(VendorRequest request, OperationError refusal) =>
        new(refusal.Code, $"{Connector.Name} responded to {request.Method} {request.Path} with {refusal.VendorCode}: {refusal.Message}");
}

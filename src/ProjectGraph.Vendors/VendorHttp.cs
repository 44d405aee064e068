using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using ProjectGraph.Vendors.Http;

namespace ProjectGraph.Vendors;

/// <summary>Sends HTTP requests to vendors and reads the complete responses.</summary>
public sealed class VendorHttp(IHttpClientFactory clients, TimeProvider time)
{
    /// <summary>The name of the client for reads. It reuses TCP connections.</summary>
    public const string ReadClient = "vendors-read";

    /// <summary>
    /// The suffix of clients that may also call this machine and its network. They share no TCP connection with the others.
    /// </summary>
    private const string PrivateNetworkSuffix = "-any-network";

    /// <summary>
    /// The name of the client for writes. It opens a new TCP connection each time: on a reused one, .NET retries a request without a
    /// body when the vendor closes the connection instead of responding.
    /// </summary>
    public const string WriteClient = "vendors-write";

    private const int MaxResponseLength = 64 * 1024 * 1024;
    private static readonly string[] SecretHeaders = ["Authorization", "X-API-KEY", "X-Auth-Token", "Cookie", "Proxy-Authorization"];

    public TimeProvider Time => time;

    /// <summary>The timeout of one exchange, from the first byte sent to the last one received.</summary>
    public required TimeSpan Timeout { get; init; }

    /// <summary>The timeout of a read, including all attempts and pauses.</summary>
    public required TimeSpan TotalTimeout { get; init; }

    public required CircuitOptions Circuit { get; init; }

    public required VendorMetrics Metrics { get; init; }

    internal static void AddTo(IServiceCollection services, IConfiguration configuration)
    {
        services.AddMetrics();
        services.AddSingleton<VendorMetrics>();
        services.AddSingleton(provider => new VendorHttp(
            provider.GetRequiredService<IHttpClientFactory>(),
            provider.GetRequiredService<TimeProvider>()
        )
        {
            Timeout = TimeSpan.FromSeconds(Math.Clamp(configuration.GetValue("Vendors:TimeoutSeconds", 60), 1, 600)),
            TotalTimeout = TimeSpan.FromSeconds(Math.Clamp(configuration.GetValue("Vendors:TotalTimeoutSeconds", 180), 1, 3600)),
            Circuit = CircuitOptions.Read(configuration),
            Metrics = provider.GetRequiredService<VendorMetrics>(),
        });
        services.TryAddSingleton(_ => new VendorDialer());
        foreach (var (name, lifetime) in new[] { (ReadClient, TimeSpan.FromMinutes(5)), (WriteClient, TimeSpan.Zero) })
        {
            services
                .AddHttpClient(name)
                .ConfigurePrimaryHttpMessageHandler(provider => Handler(lifetime, provider.GetRequiredService<VendorDialer>()));
            services.AddHttpClient(name + PrivateNetworkSuffix).ConfigurePrimaryHttpMessageHandler(() => Handler(lifetime, null));
        }
        // The factory logs headers at trace level.
        services.ConfigureHttpClientDefaults(client => client.RedactLoggedHeaders(SecretHeaders).ConfigureHttpClient(Configure));
    }

    private static void Configure(HttpClient client) => client.Timeout = System.Threading.Timeout.InfiniteTimeSpan;

    // Redirects are not followed, since that would send credentials to any address that a redirect names. A vendor is a third party,
    // so it gets neither the trace context nor a caller's baggage.
    private static SocketsHttpHandler Handler(TimeSpan lifetime, VendorDialer? dialer) =>
        new()
        {
            ActivityHeadersPropagator = DistributedContextPropagator.CreateNoOutputPropagator(),
            ConnectCallback = dialer is null ? null : dialer.ConnectPublicAsync,
            AllowAutoRedirect = false,
            UseCookies = false,
            AutomaticDecompression = System.Net.DecompressionMethods.All,
            PooledConnectionLifetime = lifetime,
            ConnectTimeout = TimeSpan.FromSeconds(10),
        };

    /// <summary>Masks the value of a secret header for logs and responses.</summary>
    public static string Mask(string header, string value)
    {
        if (!SecretHeaders.Contains(header, StringComparer.OrdinalIgnoreCase))
            return value;
        var scheme = value.IndexOf(' ', StringComparison.Ordinal);
        return scheme < 0 ? "***" : value[..scheme] + " ***";
    }

    /// <summary>Sends a request once, without retries.</summary>
    /// <exception cref="VendorTransportException">No complete response was received.</exception>
    internal async Task<VendorResponse> SendAsync(
        string clientName,
        VendorAccountSettings settings,
        VendorRequest request,
        IEnumerable<KeyValuePair<string, string>> credentials,
        CancellationToken cancellationToken
    )
    {
        var address = request.GetAddress(settings.BaseUrl);
        // Credentials are sent only to the configured address, whatever the path contains.
        if (!settings.BaseUrl.IsBaseOf(address))
            throw new VendorTransportException("The request's address is outside the vendor account's base address.", neverSent: true);

        using var timeout = new CancellationTokenSource(Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        using var message = CreateMessage(request, address, credentials);
        try
        {
            using var client = clients.CreateClient(settings.AllowPrivateNetwork ? clientName + PrivateNetworkSuffix : clientName);
            using var response = await client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, either.Token);
            return new((int)response.StatusCode, ReadHeaders(response), await ReadBodyAsync(response, either.Token));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new VendorTransportException($"The vendor did not respond within {Timeout.TotalSeconds:0} seconds.", neverSent: false);
        }
        catch (HttpRequestException e) when (e.InnerException is AddressRefusedException refused)
        {
            throw new VendorTransportException(refused.Message, neverSent: true, refused);
        }
        catch (HttpRequestException e)
        {
            throw new VendorTransportException($"The vendor could not be reached ({e.HttpRequestError}).", WasNeverSent(e), e);
        }
        catch (IOException e)
        {
            throw new VendorTransportException("The vendor's response was truncated.", neverSent: false, e);
        }
    }

    private static bool WasNeverSent(HttpRequestException exception) =>
        exception.HttpRequestError
            is HttpRequestError.NameResolutionError
                or HttpRequestError.ConnectionError
                or HttpRequestError.SecureConnectionError;

    private static HttpRequestMessage CreateMessage(
        VendorRequest request,
        Uri address,
        IEnumerable<KeyValuePair<string, string>> credentials
    )
    {
        var message = new HttpRequestMessage(new(request.Method), address);
        if (request.Body is not null || request.ContentType is not null)
        {
            message.Content = new ByteArrayContent(request.Body is null ? [] : Encoding.UTF8.GetBytes(VendorJson.Write(request.Body)));
            if (request.ContentType is not null)
                message.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(request.ContentType);
        }
        message.Headers.TryAddWithoutValidation("Accept", "application/json, */*;q=0.5");
        foreach (var (name, value) in request.Headers.Concat(credentials))
        {
            message.Headers.Remove(name);
            message.Headers.TryAddWithoutValidation(name, value);
        }
        return message;
    }

    private static Dictionary<string, string> ReadHeaders(HttpResponseMessage response) =>
        response
            .Headers.Concat(response.Content.Headers)
            .ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase);

    private static async Task<ReadOnlyMemory<byte>> ReadBodyAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        using var body = new MemoryStream();
        var buffer = new byte[64 * 1024];
        for (int read; (read = await stream.ReadAsync(buffer, cancellationToken)) > 0; )
        {
            if (body.Length + read > MaxResponseLength)
                throw new IOException("The response is too long.");
            await body.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
        }
        return body.ToArray();
    }
}

using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace ProjectGraph.Server;

/// <summary>
/// Reads the issuer's discovery document and keys: before the first token, for a token with an unknown key, and every hour.
/// It replaces the library's <c>ConfigurationManager</c>, which refuses the first token of a new key. There, requests also queue
/// one after another while the issuer does not respond.
/// </summary>
internal sealed class TokenIssuer(JwtSettings settings, TimeProvider time, ILogger<TokenIssuer> logger) : IConfigurationManager<OpenIdConnectConfiguration>, IDisposable
{
    private const int LongestDocument = 1024 * 1024;
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Freshness = TimeSpan.FromHours(1);

    // Tokens may name any key. The pause prevents a request to the issuer for every token.
    private static readonly TimeSpan PauseAfterReading = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(5);
    private static readonly JsonWebTokenHandler Tokens = new();

    private readonly string _address = settings.Authority.OriginalString.TrimEnd('/') + "/.well-known/openid-configuration";
    private readonly HttpClient _http = new() { Timeout = Timeout, MaxResponseContentBufferSize = LongestDocument };
    private readonly Lock _gate = new();
    private volatile OpenIdConnectConfiguration? _current;
    private Task _reading = Task.CompletedTask;
    private DateTimeOffset _earliestReading;
    private DateTimeOffset _freshUntil;

    /// <summary>Loads the configuration that a token is checked against.</summary>
    /// <returns>The error if the token cannot be checked now. Null if it can, or if it is refused without the issuer.</returns>
    public async Task<ApiException?> PrepareAsync(string token, CancellationToken cancellation)
    {
        if (!TryReadKeyId(token, out var keyId)) return null;
        await PreparedAsync(keyId).WaitAsync(cancellation);
        return _current is not null ? null : new ApiException(new(
            ErrorCodes.IssuerUnreachable, "The token issuer is unreachable, so tokens cannot be checked. Try again after the time in Retry-After. API keys still work.")
        {
            RetryAfter = PauseAfterFailure,
        });
    }

    /// <summary>Returns the configuration that <see cref="PrepareAsync"/> has read. Empty if a token is refused without it.</summary>
    public Task<OpenIdConnectConfiguration> GetConfigurationAsync(CancellationToken cancel) => Task.FromResult(_current ?? new());

    /// <summary>Does nothing, because <see cref="PrepareAsync"/> has already looked for an unknown key.</summary>
    public void RequestRefresh()
    {
    }

    public void Dispose() => _http.Dispose();

    private Task PreparedAsync(string? keyId)
    {
        lock (_gate)
        {
            var now = time.GetUtcNow();
            var isKnown = _current is { } known && (string.IsNullOrEmpty(keyId) || known.SigningKeys.Any(key => key.KeyId == keyId));
            if (isKnown && now < _freshUntil) return Task.CompletedTask;
            if (_reading.IsCompleted && now >= _earliestReading) _reading = Task.Run(ReadAsync);
            return isKnown ? Task.CompletedTask : _reading;
        }
    }

    private async Task ReadAsync()
    {
        try
        {
            var documents = new HttpDocumentRetriever(_http) { RequireHttps = settings.RequireHttpsMetadata };
            // The library passes no cancellation token to its requests. The client's own time-out ends them.
            Next(await OpenIdConnectConfigurationRetriever.GetAsync(_address, documents, CancellationToken.None).WaitAsync(Timeout, time), PauseAfterReading);
        }
        catch (Exception e)
        {
            logger.LogWarning(
                "The discovery document or the keys of the token issuer cannot be read from {Address}: {Reason}",
                _address, e is TimeoutException ? $"no response for {Timeout.TotalSeconds} s" : e.GetBaseException().Message);
            Next(_current, PauseAfterFailure);
        }
    }

    private void Next(OpenIdConnectConfiguration? configuration, TimeSpan pause)
    {
        lock (_gate)
        {
            var now = time.GetUtcNow();
            _earliestReading = now + pause;
            if (configuration != _current) _freshUntil = now + Freshness;
            _current = configuration;
        }
    }

    // The token handler refuses an unreadable token and reports the reason.
    private static bool TryReadKeyId(string token, out string? keyId)
    {
        keyId = null;
        if (!Tokens.CanReadToken(token)) return false;
        try
        {
            keyId = Tokens.ReadJsonWebToken(token).Kid;
            return true;
        }
        catch (Exception)
        {
            return false;
        }
    }
}

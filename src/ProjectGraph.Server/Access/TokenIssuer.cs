using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace ProjectGraph.Server;

/// <summary>
/// Reads the issuer's discovery document and keys: before the first token, for a token with an unknown key, and every hour.
/// It replaces the library's <c>ConfigurationManager</c>, which refuses the first token of a new key. There, requests also queue
/// one after another while the issuer does not respond.
/// </summary>
internal sealed class TokenIssuer(JwtSettings settings, TimeProvider time, ILogger<TokenIssuer> logger)
    : IConfigurationManager<OpenIdConnectConfiguration>,
        IDisposable
{
    private const int MaxDocumentBytes = 1024 * 1024;
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan RefreshInterval = TimeSpan.FromHours(1);

    // Tokens may name any key. The pause prevents a request to the issuer for every token.
    private static readonly TimeSpan DelayAfterRead = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan DelayAfterFailure = TimeSpan.FromSeconds(5);
    private static readonly JsonWebTokenHandler TokenHandler = new();

    private readonly string _address = settings.Authority.OriginalString.TrimEnd('/') + "/.well-known/openid-configuration";
    private readonly HttpClient _http = new() { Timeout = Timeout, MaxResponseContentBufferSize = MaxDocumentBytes };
    private readonly Lock _gate = new();
    private volatile OpenIdConnectConfiguration? _current;
    private Task _read = Task.CompletedTask;
    private DateTimeOffset _earliestRead;
    private DateTimeOffset _freshUntil;

    /// <summary>Loads the configuration that a token is checked against.</summary>
    /// <returns>The error if the token cannot be checked now. Null if it can, or if it is refused without the issuer.</returns>
    public async Task<ApiException?> EnsureConfigurationAsync(string token, CancellationToken cancellationToken)
    {
        if (!TryReadKeyId(token, out var keyId))
            return null;
        await ReadIfNeededAsync(keyId).WaitAsync(cancellationToken);
        return _current is not null
            ? null
            : new ApiException(
                new(
                    ErrorCodes.TokenIssuerUnreachable,
                    "The token issuer is unreachable, so tokens cannot be checked. Try again after the time in Retry-After. API keys still work."
                )
                {
                    RetryAfter = DelayAfterFailure,
                }
            );
    }

    /// <summary>Returns the configuration that <see cref="EnsureConfigurationAsync"/> has read. Empty if a token is refused without it.</summary>
    public Task<OpenIdConnectConfiguration> GetConfigurationAsync(CancellationToken cancel) => Task.FromResult(_current ?? new());

    /// <summary>Does nothing, because <see cref="EnsureConfigurationAsync"/> has already looked for an unknown key.</summary>
    public void RequestRefresh() { }

    public void Dispose() => _http.Dispose();

    private Task ReadIfNeededAsync(string? keyId)
    {
        lock (_gate)
        {
            var now = time.GetUtcNow();
            var isKnown = _current is { } known && (string.IsNullOrEmpty(keyId) || known.SigningKeys.Any(key => key.KeyId == keyId));
            if (isKnown && now < _freshUntil)
                return Task.CompletedTask;
            if (_read.IsCompleted && now >= _earliestRead)
                _read = Task.Run(ReadAsync);
            return isKnown ? Task.CompletedTask : _read;
        }
    }

    private async Task ReadAsync()
    {
        try
        {
            var documents = new HttpDocumentRetriever(_http) { RequireHttps = settings.RequireHttpsMetadata };
            // The library passes no cancellation token to its requests. The client's own time-out ends them.
            SetConfiguration(
                await OpenIdConnectConfigurationRetriever.GetAsync(_address, documents, CancellationToken.None).WaitAsync(Timeout, time),
                DelayAfterRead
            );
        }
        catch (Exception e)
        {
            logger.LogWarning(
                "The discovery document or the keys of the token issuer cannot be read from {Address}: {Reason}",
                _address,
                e is TimeoutException ? $"no response for {Timeout.TotalSeconds} s" : e.GetBaseException().Message
            );
            SetConfiguration(_current, DelayAfterFailure);
        }
    }

    private void SetConfiguration(OpenIdConnectConfiguration? configuration, TimeSpan pause)
    {
        lock (_gate)
        {
            var now = time.GetUtcNow();
            _earliestRead = now + pause;
            if (configuration != _current)
                _freshUntil = now + RefreshInterval;
            _current = configuration;
        }
    }

    // The token handler refuses an unreadable token and reports the reason.
    private static bool TryReadKeyId(string token, out string? keyId)
    {
        keyId = null;
        if (!TokenHandler.CanReadToken(token))
            return false;
        try
        {
            keyId = TokenHandler.ReadJsonWebToken(token).Kid;
            return true;
        }
        catch (Exception)
        {
            return false;
        }
    }
}

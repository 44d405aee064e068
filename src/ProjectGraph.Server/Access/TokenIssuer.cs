using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace ProjectGraph.Server;

/// <summary>
/// Reads the issuer's discovery document and keys: before the first token is checked, when a token names a key that is not
/// known, and every hour. In place of the library's <c>ConfigurationManager</c>, by which requests queue one after another for
/// an issuer that doesn't respond, and the first token of a new key is refused.
/// </summary>
internal sealed class TokenIssuer(JwtSettings settings, TimeProvider time, ILogger<TokenIssuer> logger) : IConfigurationManager<OpenIdConnectConfiguration>, IDisposable
{
    private const int LongestDocument = 1024 * 1024;
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Freshness = TimeSpan.FromHours(1);

    // Tokens may name any key: they must not make the service read the issuer with every request.
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

    /// <summary>Makes ready what a token is checked by.</summary>
    /// <returns>Why the token can't be checked now; null where it can, or needs no issuer to be refused.</returns>
    public async Task<ApiException?> PrepareAsync(string token, CancellationToken cancellation)
    {
        if (!TryReadKeyId(token, out var keyId)) return null;
        await PreparedAsync(keyId).WaitAsync(cancellation);
        return _current is not null ? null : new ApiException(new(
            ErrorCodes.IssuerUnreachable, "The issuer of tokens can't be reached, so that no token can be checked. Try again as Retry-After states; API keys work meanwhile.")
        {
            RetryAfter = PauseAfterFailure,
        });
    }

    /// <summary>What <see cref="PrepareAsync"/> has read. Nothing where a token is refused without it.</summary>
    public Task<OpenIdConnectConfiguration> GetConfigurationAsync(CancellationToken cancel) => Task.FromResult(_current ?? new());

    /// <summary>Does nothing: an unknown key was looked for before the token was checked.</summary>
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
            // The library hands no cancellation on to its requests: the client's own time-out ends them.
            Next(await OpenIdConnectConfigurationRetriever.GetAsync(_address, documents, CancellationToken.None).WaitAsync(Timeout, time), PauseAfterReading);
        }
        catch (Exception e)
        {
            logger.LogWarning(
                "The discovery document or the keys of the issuer can't be read from {Address}: {Reason}",
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

    // What can't be read is refused by the token handler, which knows why.
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

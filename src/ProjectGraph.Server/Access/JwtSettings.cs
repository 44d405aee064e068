namespace ProjectGraph.Server;

/// <summary>The settings <c>Access:Jwt</c>: the issuer of accepted JWT bearer tokens, and the meaning of their claims.</summary>
/// <param name="Authority">The issuer's URL. Its OpenID discovery document lies below this URL.</param>
/// <param name="Audience">The required audience of a token. Tokens for other services are refused.</param>
internal sealed record JwtSettings(Uri Authority, string Audience)
{
    private const string Section = "Access:Jwt";
    private const string DefaultRoleClaim = "roles";

    /// <summary>The claim that holds the caller's roles.</summary>
    public string RoleClaim { get; init; } = DefaultRoleClaim;

    /// <summary>The claim with the names of the caller's vendor accounts. Null if tokens are not restricted to vendor accounts.</summary>
    public string? VendorAccountsClaim { get; init; }

    public bool RequireHttpsMetadata { get; init; } = true;

    /// <returns>Null if no issuer is configured.</returns>
    /// <exception cref="StartException">A setting is missing or invalid.</exception>
    public static JwtSettings? Read(IConfiguration configuration)
    {
        var section = configuration.GetSection(Section);
        var (authority, audience) = (Text("Authority"), Text("Audience"));
        if (authority is null && audience is null)
            return null;
        if (authority is null)
            throw CreateMissingError("Authority", "the URL of the issuer");
        if (audience is null)
            throw CreateMissingError("Audience", "the name that the issuer has for this service");
        var requiresHttps =
            section["RequireHttpsMetadata"] is not { Length: > 0 } text
            || (
                bool.TryParse(text, out var flag)
                    ? flag
                    : throw new StartException($"{Section}:RequireHttpsMetadata is '{text}'. Set it to true or false.")
            );
        if (!Uri.TryCreate(authority, UriKind.Absolute, out var url) || url.Scheme is not ("https" or "http"))
            throw new StartException($"{Section}:Authority is '{authority}'. Set it to the https URL of the issuer.");
        if (requiresHttps && url.Scheme != "https")
            throw new StartException(
                $"{Section}:Authority is '{authority}'. Set it to an https URL, or {Section}:RequireHttpsMetadata to false for a test issuer."
            );
        return new(url, audience)
        {
            RoleClaim = Text("RoleClaim") ?? DefaultRoleClaim,
            VendorAccountsClaim = Text("VendorAccountsClaim"),
            RequireHttpsMetadata = requiresHttps,
        };

        string? Text(string name) => section[name] is { } value && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;
    }

    private static StartException CreateMissingError(string name, string what) => new($"{Section}:{name} is missing. Set it to {what}.");
}

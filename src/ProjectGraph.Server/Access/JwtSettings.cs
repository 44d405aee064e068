namespace ProjectGraph.Server;

/// <summary>The issuer whose JWT bearer tokens are accepted, and what their claims mean: the settings <c>Access:Jwt</c>.</summary>
/// <param name="Authority">The issuer's URL; its OpenID discovery document is read from below it.</param>
/// <param name="Audience">The audience that a token must be for, so that tokens for other services are worth nothing here.</param>
internal sealed record JwtSettings(Uri Authority, string Audience)
{
    private const string Section = "Access:Jwt";
    private const string DefaultRoleClaim = "roles";

    /// <summary>The claim that holds the caller's roles.</summary>
    public string RoleClaim { get; init; } = DefaultRoleClaim;

    /// <summary>The claim that holds the names of the vendor accounts that the caller may see and change; null where tokens are not restricted.</summary>
    public string? VendorAccountsClaim { get; init; }

    public bool RequireHttpsMetadata { get; init; } = true;

    /// <returns>Null where no issuer is configured.</returns>
    /// <exception cref="StartException">A setting is missing or makes no sense.</exception>
    public static JwtSettings? Read(IConfiguration configuration)
    {
        var section = configuration.GetSection(Section);
        var (authority, audience) = (Text("Authority"), Text("Audience"));
        if (authority is null && audience is null) return null;
        if (authority is null) throw Missing("Authority", "the URL of the issuer");
        if (audience is null) throw Missing("Audience", "the name that the issuer has for this service");
        var requiresHttps = section["RequireHttpsMetadata"] is not { Length: > 0 } text
            || (bool.TryParse(text, out var flag) ? flag : throw new StartException($"{Section}:RequireHttpsMetadata is '{text}'. Set it to true or false."));
        if (!Uri.TryCreate(authority, UriKind.Absolute, out var url) || url.Scheme is not ("https" or "http"))
            throw new StartException($"{Section}:Authority is '{authority}'. Set it to the https URL of the issuer.");
        if (requiresHttps && url.Scheme != "https")
            throw new StartException($"{Section}:Authority is '{authority}'. Set it to an https URL, or {Section}:RequireHttpsMetadata to false for a test issuer.");
        return new(url, audience)
        {
            RoleClaim = Text("RoleClaim") ?? DefaultRoleClaim,
            VendorAccountsClaim = Text("VendorAccountsClaim"),
            RequireHttpsMetadata = requiresHttps,
        };

        string? Text(string name) => section[name] is { } value && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;
    }

    private static StartException Missing(string name, string what) => new($"{Section}:{name} is missing. Set it to {what}.");
}

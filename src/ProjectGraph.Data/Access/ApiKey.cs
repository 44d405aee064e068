using ProjectGraph.Data.Model;

namespace ProjectGraph.Data.Access;

/// <summary>An API key as it is stored: all but the key itself.</summary>
/// <param name="Id">Stays the same when the key is rotated, so that its operations and idempotency keys remain its own.</param>
/// <param name="Name">Unique among the keys that are neither revoked nor expired.</param>
public sealed record ApiKey(long Id, string Name, AccessRole Role)
{
    /// <summary>When the present key was made: by its creation or its last rotation.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last used, to within <see cref="ApiKeyStore.UsePrecision"/>; null for never.</summary>
    public DateTimeOffset? LastUsedAt { get; init; }

    /// <summary>When it ends; null for never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>When it was revoked; null where it was not.</summary>
    public DateTimeOffset? RevokedAt { get; init; }

    /// <summary>
    /// Database ids of the vendor accounts that it may see and change; null where it is not restricted. An account that was removed
    /// stays among them: a key whose accounts are all removed sees nothing.
    /// </summary>
    public IReadOnlySet<long>? VendorAccounts { get; init; }

    /// <summary>The protocols that it may use; null where it is not restricted.</summary>
    public IReadOnlySet<ApiProtocol>? Protocols { get; init; }

    /// <summary>Whether it opens the service at this time.</summary>
    public bool IsValid(DateTimeOffset now) => RevokedAt is null && !(ExpiresAt <= now);
}

/// <summary>An API key that is to be created.</summary>
public sealed record ApiKeyDraft(string Name, AccessRole Role)
{
    /// <inheritdoc cref="ApiKey.ExpiresAt"/>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <inheritdoc cref="ApiKey.VendorAccounts"/>
    public IReadOnlySet<long>? VendorAccounts { get; init; }

    /// <inheritdoc cref="ApiKey.Protocols"/>
    public IReadOnlySet<ApiProtocol>? Protocols { get; init; }
}

/// <summary>A key that was just made.</summary>
/// <param name="Secret">The key in clear, which nobody can read again.</param>
public sealed record NewApiKey(string Secret, ApiKey Key)
{
    // Secrets never reach a log by way of this record.
    public override string ToString() => Key.ToString();
}

/// <summary>A value that an API key cannot have.</summary>
/// <param name="field">The property of <see cref="ApiKeyDraft"/> that it is about, in camelCase.</param>
public sealed class ApiKeyException(string message, string field) : Exception(message)
{
    public string Field { get; } = field;
}

/// <summary>What a caller may do; each role holds those before it.</summary>
[EnumDescription("What a caller may do.")]
public enum AccessRole
{
    [Value("READER", "Read the graph.")] Reader = 1,
    [Value("OPERATOR", "Also change projects at the vendors, read live and sync.")] Operator = 2,
    [Value("ADMIN", "Also manage API keys.")] Admin = 3,
}

[EnumDescription("A protocol that an API key may be restricted to.")]
public enum ApiProtocol
{
    [Value("GRAPHQL", "GraphQL: over HTTP, server-sent events and WebSockets.")] GraphQL = 1,
    [Value("ODATA", "OData.")] OData = 2,
}

using ProjectGraph.Data.Model;

namespace ProjectGraph.Data.Access;

/// <summary>A stored API key, without its secret.</summary>
/// <param name="Id">A rotation keeps the id, so that operations and idempotency keys still belong to the key.</param>
/// <param name="Name">Unique among the keys that are neither revoked nor expired.</param>
public sealed record ApiKey(long Id, string Name, AccessRole Role)
{
    /// <summary>The time of the creation or the last rotation.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>The time of the last use, with a precision of <see cref="ApiKeyStore.UsePrecision"/>. Null if it was never used.</summary>
    public DateTimeOffset? LastUsedAt { get; init; }

    /// <summary>The time of expiry. Null if it never expires.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>The time of revocation. Null if it was not revoked.</summary>
    public DateTimeOffset? RevokedAt { get; init; }

    /// <summary>
    /// The database ids of the vendor accounts that the key may read and change. Null if it is not restricted. Removed accounts stay
    /// in the set, so that a key whose accounts are all removed reads nothing.
    /// </summary>
    public IReadOnlySet<long>? VendorAccounts { get; init; }

    /// <summary>The protocols that the key may use. Null if it is not restricted.</summary>
    public IReadOnlySet<ApiProtocol>? Protocols { get; init; }

    /// <summary>Whether the key is valid at this time.</summary>
    public bool IsValid(DateTimeOffset now) => RevokedAt is null && !(ExpiresAt <= now);
}

/// <summary>The properties of an API key to create.</summary>
public sealed record ApiKeyDraft(string Name, AccessRole Role)
{
    /// <inheritdoc cref="ApiKey.ExpiresAt"/>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <inheritdoc cref="ApiKey.VendorAccounts"/>
    public IReadOnlySet<long>? VendorAccounts { get; init; }

    /// <inheritdoc cref="ApiKey.Protocols"/>
    public IReadOnlySet<ApiProtocol>? Protocols { get; init; }
}

/// <summary>A key that was just created or rotated.</summary>
/// <param name="Secret">The key in clear text. It cannot be read again.</param>
public sealed record NewApiKey(string Secret, ApiKey Key)
{
    // The secret is left out, so that it never reaches a log.
    public override string ToString() => Key.ToString();
}

/// <summary>The exception for an invalid value of an API key.</summary>
/// <param name="field">The property of <see cref="ApiKeyDraft"/> with the invalid value, in camelCase.</param>
public sealed class ApiKeyException(string message, string field) : Exception(message)
{
    public string Field { get; } = field;
}

/// <summary>The role of a caller. Each role includes those before it.</summary>
[EnumDescription("What a caller may do.")]
public enum AccessRole
{
    [Value("READER", "Read the graph.")]
    Reader = 1,

    [Value("OPERATOR", "Also change projects at the vendors, read live and sync.")]
    Operator = 2,

    [Value("ADMIN", "Also manage API keys.")]
    Admin = 3,
}

[EnumDescription("A protocol that an API key may be restricted to.")]
public enum ApiProtocol
{
    [Value("GRAPHQL", "GraphQL: over HTTP, server-sent events and WebSockets.")]
    GraphQL = 1,

    [Value("ODATA", "OData.")]
    OData = 2,
}

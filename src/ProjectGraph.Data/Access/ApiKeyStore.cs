namespace ProjectGraph.Data.Access;

/// <summary>API keys: random, shown once, stored as a hash.</summary>
public sealed class ApiKeyStore
{
    /// <returns>The key in clear, which nobody can read again.</returns>
    public Task<string> CreateAsync(string name, AccessRole role, CancellationToken cancellation) => throw new NotSupportedException();

    /// <summary>Who holds this key; null for an unknown or revoked one. Compares in constant time and answers from memory.</summary>
    public Task<ApiKey?> FindAsync(string key, CancellationToken cancellation) => throw new NotSupportedException();

    public Task<bool> AnyAsync(CancellationToken cancellation) => throw new NotSupportedException();

    /// <returns>Whether a key of that name was there.</returns>
    public Task<bool> RevokeAsync(string name, CancellationToken cancellation) => throw new NotSupportedException();
}

public sealed record ApiKey(string Name, AccessRole Role);

/// <summary>What a caller may do; each role holds those before it.</summary>
public enum AccessRole { Reader = 1, Operator = 2, Admin = 3 }

using ProjectGraph.Data.Access;

namespace ProjectGraph.Server;

/// <summary>The caller of a request and what they may do.</summary>
/// <param name="Name">The key's name.</param>
public sealed record CallerAccess(string Name, AccessRole Role)
{
    /// <summary>What the caller proved it with; null where no key was needed.</summary>
    internal Credential? Credential { get; init; }

    /// <summary>The caller of this request, who <see cref="Access.UseAccess"/> has let in.</summary>
    public static CallerAccess Of(HttpContext context) =>
        context.Features.Get<CallerAccess>() ?? throw new InvalidOperationException("The endpoint is anonymous: it has no caller.");

    public bool May(Permission permission) => Role >= permission.Role();

    /// <exception cref="ApiException">The caller may not do this.</exception>
    public void Demand(Permission permission)
    {
        if (!May(permission))
        {
            throw new ApiException(
                ErrorCodes.Forbidden,
                $"The key '{Name}' has the role {Role}, and {permission} needs {permission.Role()}. Use a key of that role.");
        }
    }
}

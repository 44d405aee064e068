using Microsoft.AspNetCore.Authorization;
using ProjectGraph.Data.Access;

namespace ProjectGraph.Server;

/// <summary>A permission that a role grants in both protocols.</summary>
public enum Permission
{
    /// <summary>Read the graph and its schema.</summary>
    Query,

    /// <summary>See the SQL of an explained query. Without it, explaining shows the plan, the cost and the times.</summary>
    SeeSql,

    /// <summary>Read directly from a vendor, with the vendor account's credentials and rate budget.</summary>
    LiveRead,

    /// <summary>Change records at a vendor.</summary>
    Operate,

    /// <summary>Sync a vendor account or refresh a project.</summary>
    Sync,

    /// <summary>List, create and revoke API keys.</summary>
    ManageKeys,

    /// <summary>Send documents that are not trusted, if the service accepts only trusted documents.</summary>
    SendUntrustedDocuments,
}

/// <summary>Maps permissions to roles, for authorization policies and <see cref="CallerAccess.Require"/>.</summary>
public static class Permissions
{
    /// <summary>Returns the lowest role with the permission.</summary>
    public static AccessRole GetMinimumRole(this Permission permission) =>
        permission switch
        {
            Permission.Query => AccessRole.Reader,
            Permission.SeeSql or Permission.LiveRead or Permission.Operate or Permission.Sync => AccessRole.Operator,
            _ => AccessRole.Admin,
        };

    /// <summary>Adds a policy for each permission. Endpoints without a policy require <see cref="Permission.Query"/>.</summary>
    internal static void AddPermissions(this AuthorizationBuilder policies)
    {
        foreach (var permission in Enum.GetValues<Permission>())
            policies.AddPolicy(permission.ToString(), policy => policy.RequireRole(GetRoles(permission)));
        policies.SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireRole(GetRoles(Permission.Query)).Build());
    }

    private static IEnumerable<string> GetRoles(Permission permission) =>
        Enum.GetValues<AccessRole>().Where(role => role >= permission.GetMinimumRole()).Select(role => role.ToString());
}

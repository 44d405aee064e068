using Microsoft.AspNetCore.Authorization;
using ProjectGraph.Data.Access;

namespace ProjectGraph.Server;

/// <summary>Something that a caller needs a role for, whichever protocol asks.</summary>
public enum Permission
{
    /// <summary>Read the graph and its schema.</summary>
    Query,

    /// <summary>See what is sent to the store: who explains a query without it sees the plan, the cost and the times.</summary>
    SeeSql,

    /// <summary>Read straight from a vendor, with the connection's credentials and rate budget.</summary>
    LiveRead,

    /// <summary>Change something at a vendor.</summary>
    Operate,

    /// <summary>Sync a connection or refresh a project.</summary>
    Sync,

    /// <summary>List, create and revoke API keys.</summary>
    ManageKeys,

    /// <summary>Ask what no trusted document asks, where only those are answered.</summary>
    AskFreely,
}

/// <summary>The one table of who may do what: authorization policies and <see cref="CallerAccess.Demand"/> are made of it.</summary>
public static class Permissions
{
    /// <summary>The least role that holds the permission.</summary>
    public static AccessRole Role(this Permission permission) => permission switch
    {
        Permission.Query => AccessRole.Reader,
        Permission.SeeSql or Permission.LiveRead or Permission.Operate or Permission.Sync => AccessRole.Operator,
        _ => AccessRole.Admin,
    };

    /// <summary>Adds a policy for each permission, of the same name. Endpoints that name none need <see cref="Permission.Query"/>.</summary>
    internal static void AddPermissions(this AuthorizationBuilder policies)
    {
        foreach (var permission in Enum.GetValues<Permission>()) policies.AddPolicy(permission.ToString(), policy => policy.RequireRole(Roles(permission)));
        policies.SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireRole(Roles(Permission.Query)).Build());
    }

    private static IEnumerable<string> Roles(Permission permission) =>
        Enum.GetValues<AccessRole>().Where(role => role >= permission.Role()).Select(role => role.ToString());
}

using System.Text.Json.Nodes;

namespace ProjectGraph.Sandbox.Heatpunk;

/// <summary>
/// Decides which user can see which project. A team shares one key, so requests name a user. Owners and admins see all projects of the
/// team. Members see projects that they own or that are shared with them.
/// </summary>
internal static class HeatpunkSandboxTeam
{
    public const string Members = "members";

    private static readonly string[] UserFieldNames = ["userEmail", "ownerEmail"];

    /// <summary>
    /// "We now always refer to this attribute as userEmail". The old name is an alias; <c>userEmail</c> wins if both are given.
    /// </summary>
    public static string ReadUserEmail(JsonObject body) => ReadEmail(body, UserFieldNames);

    /// <summary>Reads the owner: create uses <c>owner</c>, although the document claims that all endpoints use <c>userEmail</c>.</summary>
    public static string ReadOwner(JsonObject body) => ReadEmail(body, ["owner", .. UserFieldNames]);

    /// <exception cref="SandboxException">403: the user does not exist or belongs to another team than the key.</exception>
    public static JsonObject GetMember(SandboxRequest request, string email) =>
        request
            .Store[Members]
            .Rows.FirstOrDefault(member =>
                string.Equals(member["email"].Text(), email, StringComparison.OrdinalIgnoreCase)
                && member["key"].Text() == HeatpunkSandbox.GetKey(request)
            ) ?? throw new SandboxException(403, $"{email} is not a member of this team.");

    public static bool CanSee(SandboxStore store, JsonObject member, JsonObject project)
    {
        var user = member["id"]!.GetValue<long>();
        var owner = project["owner"]!.GetValue<long>();
        if (owner == user || project["sharedWith"]!.AsArray().Any(id => id!.GetValue<long>() == user))
            return true;
        return member["role"].Text() is "owner" or "admin" && store[Members].Get(FormatId(owner))?["key"].Text() == member["key"].Text();
    }

    public static string FormatId(long number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static string ReadEmail(JsonObject body, string[] names)
    {
        var name = names.FirstOrDefault(name => body[name] is not null) ?? throw new SandboxException(400, $"{names[0]} is required.");
        return body[name].Text() is { Length: > 0 } email ? email : throw new SandboxException(400, $"{name} must be an email address.");
    }
}

using System.Text.Json.Nodes;

namespace ProjectGraph.Sandbox.CoreData;

/// <summary>Users are read-only over the API. Projects accept their user names, and contain some of them as objects.</summary>
internal static class CoreDataSandboxUsers
{
    public const string Users = "users";

    /// <summary>Returns the user of <c>Authorization: apikey user:key</c>, or null if there is none.</summary>
    public static JsonObject? FindCaller(SandboxRequest request)
    {
        var parts = request.Headers.Authorization.ToString().Split(' ', 2, StringSplitOptions.TrimEntries);
        if (parts.Length < 2 || !parts[0].Equals("apikey", StringComparison.OrdinalIgnoreCase))
            return null;
        var pair = parts[1].Split(':', 2);
        return pair.Length == 2 && pair[1] == CoreDataSandbox.Key ? request.Store[Users].Get(pair[0]) : null;
    }

    public static SandboxResponse List(SandboxRequest request) =>
        CoreDataSandboxList.CreateResponse(request, request.List(Users).OrderBy(user => user["username"].Text(), StringComparer.Ordinal));

    public static SandboxResponse Get(SandboxRequest request) =>
        SandboxResponse.Ok(CoreDataSandboxIds.Existing(request, Users, "username"));

    public static string DisplayName(JsonObject user) => $"{user["first_name"].Text()} {user["last_name"].Text()}".Trim();

    /// <summary>Returns a user in the shape that projects contain.</summary>
    public static JsonObject ToReference(JsonObject user) =>
        new()
        {
            ["first_name"] = user["first_name"]!.DeepClone(),
            ["last_name"] = user["last_name"]!.DeepClone(),
            ["username"] = user["username"]!.DeepClone(),
        };

    public static void Add(SandboxStore store, string username, string firstName, string lastName, string type) =>
        store[Users]
            .Put(
                username,
                new()
                {
                    ["first_name"] = firstName,
                    ["last_name"] = lastName,
                    ["resource_uri"] = CoreDataSandboxIds.Uri("user", username),
                    ["user_type"] = type,
                    ["username"] = username,
                }
            );
}

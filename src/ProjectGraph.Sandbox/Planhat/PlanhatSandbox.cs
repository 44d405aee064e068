using System.Text;
using System.Text.Json.Nodes;

namespace ProjectGraph.Sandbox.Planhat;

/// <summary>Emulates api.planhat.com: six operations each for the models Project and Company, and lean companies.</summary>
internal sealed class PlanhatSandbox : VendorSandbox
{
    public const string Token = "sandbox";

    /// <summary>The token of a service account that can read but not write.</summary>
    public const string ReadOnlyToken = "sandbox-read-only";

    /// <summary>
    /// A variant in which get and update of an unknown id return 404. The documents have no 404, but users of the API report it.
    /// </summary>
    public const string UnknownIs404 = "unknown-is-404";

    public override string Name => "planhat";

    public override SandboxRoutes Routes { get; } = AllRoutes();

    /// <summary>"Soft 200 calls a minute; hard 150 requests a second". The sandbox announces the soft limit without enforcing it.</summary>
    public override IReadOnlyList<SandboxLimit> Limits =>
        [new(200, TimeSpan.FromMinutes(1), Enforced: false), new(150, TimeSpan.FromSeconds(1))];

    public override IReadOnlyList<string> Variants => [UnknownIs404];

    public override void Seed(SandboxStore store, SandboxSeed seed) => PlanhatSandboxData.Fill(store, seed);

    public override SandboxResponse? CheckRequest(SandboxRequest request)
    {
        var token = GetToken(request);
        if (token is not (Token or ReadOnlyToken))
            return CreateErrorResponse(403, "Forbidden: the API token is missing or invalid.");
        // A bulk request responds to 403 with its own counters.
        var bulk = request.Method == "PUT" && request.Path is "/projects" or "/companies";
        return CanWrite(request) || request.Method == "GET" || bulk
            ? null
            : CreateErrorResponse(403, "Forbidden: this token may not write.");
    }

    /// <summary>Returns the documented "explanation". As in Express, an unsupported method on a known path is a 404.</summary>
    public override SandboxResponse CreateErrorResponse(int status, string message) =>
        new(status == 405 ? 404 : status, new JsonObject { ["message"] = message });

    public static bool CanWrite(SandboxRequest request) => GetToken(request) == Token;

    private static SandboxRoutes AllRoutes()
    {
        var routes = new SandboxRoutes();
        foreach (var model in PlanhatSandboxModel.All)
        {
            var records = new PlanhatSandboxRecords(model);
            routes
                .Post($"/{model.Collection}", records.Create)
                .Put($"/{model.Collection}/{{id}}", records.Update)
                .Get($"/{model.Collection}/{{id}}", records.Get)
                .Get($"/{model.Collection}", request => PlanhatSandboxList.ListRecords(model, request))
                .Delete($"/{model.Collection}/{{id}}", records.Delete)
                .Put($"/{model.Collection}", request => PlanhatSandboxBulk.Process(records, request));
        }
        return routes.Get("/leancompanies", PlanhatSandboxList.LeanCompanies);
    }

    /// <summary>Reads the token: <c>Bearer token</c>, or Basic with the token as user name and an empty password.</summary>
    private static string? GetToken(SandboxRequest request)
    {
        var parts = request.Headers.Authorization.ToString().Split(' ', 2, StringSplitOptions.TrimEntries);
        if (parts.Length < 2)
            return null;
        if (parts[0].Equals("Bearer", StringComparison.OrdinalIgnoreCase))
            return parts[1];
        if (!parts[0].Equals("Basic", StringComparison.OrdinalIgnoreCase))
            return null;
        var bytes = new byte[parts[1].Length];
        if (!Convert.TryFromBase64String(parts[1], bytes, out var length))
            return null;
        var pair = Encoding.UTF8.GetString(bytes, 0, length);
        return pair.EndsWith(':') ? pair[..^1] : null;
    }
}

using System.Text.Json.Nodes;

namespace ProjectGraph.Sandbox.Heatpunk;

/// <summary>
/// Emulates heatpunk.co.uk: create, list and update. <c>GET /projects/data</c> is named in that document but described elsewhere.
/// Archiving is announced but not described, so it is not emulated.
/// </summary>
internal sealed class HeatpunkSandbox : VendorSandbox
{
    public const string Key = "sandbox";

    /// <summary>The key of a second team. Its members cannot see the first team's projects.</summary>
    public const string OtherTeamsKey = "sandbox-other-team";

    public override string Name => "heatpunk";

    public override SandboxRoutes Routes { get; } =
        new SandboxRoutes("/api/v1")
            .Post("/projects/create", HeatpunkSandboxProjects.Create)
            .Post("/projects/list", HeatpunkSandboxProjects.List)
            .Patch("/projects/update", HeatpunkSandboxProjects.Update)
            .Get("/projects/data", HeatpunkSandboxProjects.GetData);

    public override void Seed(SandboxStore store, SandboxSeed seed) => HeatpunkSandboxData.Fill(store, seed);

    public override SandboxResponse? CheckRequest(SandboxRequest request) =>
        GetKey(request) is Key or OtherTeamsKey
            ? null
            : CreateErrorResponse(401, "The X-API-KEY header is missing or holds an unknown key.");

    /// <summary>Returns an error in the shape of a success response (<c>"status": "success"</c>): no error format is documented.</summary>
    public override SandboxResponse CreateErrorResponse(int status, string message) =>
        new(status, new JsonObject { ["status"] = "error", ["message"] = message });

    public static string GetKey(SandboxRequest request) => request.Headers["X-API-KEY"].ToString();
}

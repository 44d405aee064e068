using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ProjectGraph.Sandbox;

/// <summary>
/// The control endpoints of a sandbox: <c>_faults</c> (GET, PUT, DELETE), <c>_reset</c> (POST), <c>_requests</c> (GET, DELETE) and
/// <c>_about</c> (GET). No vendor has a path that begins with an underscore.
/// </summary>
internal static class SandboxControl
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public static void Map(RouteGroupBuilder group, RunningSandbox running)
    {
        group.MapGet("/_about", () => Results.Json(About(running), Json));
        group.MapGet("/_faults", () => Results.Json(running.Faults.Remaining(), Json));
        group.MapPut("/_faults", (Delegate)((HttpContext http) => SetFaultsAsync(http, running)));
        group.MapDelete("/_faults", () => Done(() => running.Faults.Set()));
        group.MapGet("/_requests", () => Results.Json(running.Log.Recent(), Json));
        group.MapDelete("/_requests", () => Done(running.Log.Clear));
        group.MapPost("/_reset", () => Done(running.Reset));
    }

    private static async Task<IResult> SetFaultsAsync(HttpContext http, RunningSandbox running)
    {
        SandboxFaults? faults;
        try
        {
            faults = await JsonSerializer.DeserializeAsync<SandboxFaults>(http.Request.Body, Json, http.RequestAborted);
        }
        catch (JsonException e)
        {
            return Results.BadRequest(new { message = e.Message });
        }
        if (faults is null || faults.Faults?.Any(fault => fault?.IsValid != true) == true)
            return Results.BadRequest(
                new
                {
                    message = "A fault is invalid. It needs a status of 200 to 599 and counts of 0 or more. wrongType needs a field; newField needs a field and beside.",
                }
            );
        if (faults.Variants?.FirstOrDefault(name => !running.Sandbox.Variants.Contains(name)) is { } unknown)
            return Results.BadRequest(
                new { message = $"The variant '{unknown}' was not found. Available are: {string.Join(", ", running.Sandbox.Variants)}." }
            );
        running.Faults.Set(faults);
        return Results.Json(running.Faults.Remaining(), Json);
    }

    private static object About(RunningSandbox running) =>
        new
        {
            running.Sandbox.Name,
            limits = running.Sandbox.Limits.Select(limit => new
            {
                limit.Requests,
                seconds = limit.Per.TotalSeconds,
                limit.Enforced,
            }),
            running.Sandbox.Variants,
            running.Sandbox.Routes.Operations,
        };

    private static IResult Done(Action action)
    {
        action();
        return Results.NoContent();
    }
}

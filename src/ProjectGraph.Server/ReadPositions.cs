using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ProjectGraph.Data.Query;
using ProjectGraph.Data.Storage;

namespace ProjectGraph.Server;

/// <summary>
/// Ensures that callers read their own writes, from every instance and standby. The response to a write contains its position in
/// the change log. A request with this position reads a state that is at least as new. For callers that send no position, the
/// instances remember each caller's last write for a while.
/// </summary>
internal static class ReadPositions
{
    public const string Header = "ProjectGraph-Position";

    /// <summary>Adds the middleware. Runs after <see cref="Access.UseAccess"/>, which identifies the caller.</summary>
    public static IApplicationBuilder UseReadPositions(this WebApplication app)
    {
        var store = app.Services.GetRequiredService<GraphStore>();
        return app.Use(
            (context, next) =>
            {
                var minimum = Begin(context);
                var initial = minimum.Position;
                context.Response.OnStarting(async () =>
                {
                    if (minimum.Position <= initial)
                        return;
                    context.Response.Headers[Header] = minimum.Position.ToString(CultureInfo.InvariantCulture);
                    await store.WaitForAcknowledgementsAsync(minimum.Position);
                });
                return next(context);
            }
        );
    }

    /// <summary>Sets the minimum read position of the request and registers its caller with the store.</summary>
    public static MinimumReadPosition Begin(HttpContext context)
    {
        var (asked, caller) = (ReadRequestedPosition(context.Request), HashCaller(context));
        return MinimumReadPosition.Begin(
            caller,
            Math.Max(asked, caller is null ? 0 : context.RequestServices.GetRequiredService<GraphStore>().Callers.Get(caller))
        );
    }

    private static long ReadRequestedPosition(HttpRequest request)
    {
        if (request.Headers[Header] is not [{ } text])
            return 0;
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var position)
            ? position
            : throw new ApiException(
                ErrorCodes.BadRequest,
                $"The header {Header} is not a position. Send the number from an earlier response."
            );
    }

    // Instances exchange this value. The hash keeps it short and hides the names of keys.
    private static string? HashCaller(HttpContext context) =>
        context.Features.Get<CallerAccess>() is { } caller
            ? Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{caller.Kind} {caller.Id ?? caller.Name}")).AsSpan(0, 8))
            : null;
}

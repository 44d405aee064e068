using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ProjectGraph.Data.Query;
using ProjectGraph.Data.Storage;

namespace ProjectGraph.Server;

/// <summary>
/// Whoever has written reads their own write, whichever instance and whichever standby answers. An answer to a write names its
/// position in the change log; a request that sends it along is answered by a state at least as new. For callers who send
/// none, the instances remember for a while what each wrote last.
/// </summary>
internal static class ReadPositions
{
    public const string Header = "ProjectGraph-Position";

    /// <summary>Stands behind <see cref="Access.UseAccess"/>, which says who calls.</summary>
    public static IApplicationBuilder UseReadPositions(this WebApplication app)
    {
        var store = app.Services.GetRequiredService<GraphStore>();
        return app.Use((context, next) =>
        {
            var floor = Begin(context);
            var known = floor.Position;
            context.Response.OnStarting(async () =>
            {
                if (floor.Position <= known) return;
                context.Response.Headers[Header] = floor.Position.ToString(CultureInfo.InvariantCulture);
                await store.WaitForAcknowledgementsAsync(floor.Position);
            });
            return next(context);
        });
    }

    /// <summary>Begins what is done for the caller of a request: from here on, the store knows whom it is for.</summary>
    public static MinimumReadPosition Begin(HttpContext context)
    {
        var (asked, caller) = (Asked(context.Request), Caller(context));
        return MinimumReadPosition.Begin(caller, Math.Max(asked, caller is null ? 0 : context.RequestServices.GetRequiredService<GraphStore>().Callers.Get(caller)));
    }

    private static long Asked(HttpRequest request)
    {
        if (request.Headers[Header] is not [{ } text]) return 0;
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var position)
            ? position
            : throw new ApiException(ErrorCodes.BadRequest, $"The header {Header} is no position. Send the number that an answer gave.");
    }

    // Instances tell each other of it: that needs to be short, and names of keys are nobody's business.
    private static string? Caller(HttpContext context) => context.Features.Get<CallerAccess>() is { } caller
        ? Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{caller.Kind} {caller.Id ?? caller.Name}")).AsSpan(0, 8))
        : null;
}

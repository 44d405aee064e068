using System.Globalization;
using Microsoft.AspNetCore.Http.Features;
using ProjectGraph.GraphQL;
using ProjectGraph.Server.Telemetry;

namespace ProjectGraph.Server.GraphQLApi.Streaming;

/// <summary>
/// Serves GraphQL over server-sent events in "distinct connections mode": results as <c>next</c> events, then
/// <c>complete</c>. Errors of an open stream are results, because a browser's EventSource does not expose error responses.
/// </summary>
internal static class EventStreamEndpoint
{
    public static async Task RunAsync(HttpContext context, GraphQLEngine engine, GraphQLRequest request, bool isSubscription)
    {
        if (!isSubscription)
        {
            using var span = ServerTelemetry.StartGraphQL();
            await StreamAsync(context, engine, request);
            return;
        }
        var (slots, caller) = (context.RequestServices.GetRequiredService<StreamSlots>(), CallerKey.Get(context));
        slots.OpenSubscription(caller);
        using var stream = ServerTelemetry.OpenStream(context, "event-stream");
        try
        {
            // A subscription has its own slot, so it no longer counts as a concurrent request.
            RequestLeases.GetOrCreate(context).Caller?.Dispose();
            await StreamAsync(context, engine, request);
        }
        finally
        {
            slots.Subscriptions.Return(caller);
        }
    }

    private static async Task StreamAsync(HttpContext context, GraphQLEngine engine, GraphQLRequest request)
    {
        var services = context.RequestServices;
        try
        {
            var position = new StreamPosition { Resumed = ReadLastEventId(context.Request) };
            context.Features.Set(position);
            var writer = new EventStreamWriter(await OpenAsync(context), ResponseMemory.GetOrCreate(context), context.RequestAborted);
            var stopping = services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
            using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
            await new ResultStream(context, engine).RunAsync(
                request,
                result => writer.NextAsync(result, position.Current),
                writer.KeepAliveAsync,
                ending.Token
            );
            await writer.CompleteAsync();
        }
        catch (Exception) when (context.RequestAborted.IsCancellationRequested)
        {
            // Clients end a stream by disconnecting.
        }
    }

    private static async Task<Stream> OpenAsync(HttpContext context)
    {
        var response = context.Response;
        response.ContentType = $"{ResponseMediaType.EventStream}; charset=utf-8";
        response.Headers.CacheControl = "no-cache, no-transform";
        response.Headers.Vary = "Accept";
        // Disables nginx's buffering, so that each event is sent immediately.
        response.Headers["X-Accel-Buffering"] = "no";
        context.Features.Get<IHttpResponseBodyFeature>()!.DisableBuffering();
        await response.StartAsync(context.RequestAborted);
        await response.Body.FlushAsync(context.RequestAborted);
        return response.Body;
    }

    private static long? ReadLastEventId(HttpRequest request)
    {
        if (request.Headers["Last-Event-ID"] is not [{ Length: > 0 } id, ..])
            return null;
        return long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var position)
            ? position
            : throw new ApiException(
                ErrorCodes.BadUserInput,
                "`Last-Event-ID` is not a position of this service. Send the `id` of the last event.",
                "Last-Event-ID"
            );
    }
}

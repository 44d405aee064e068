using System.Globalization;
using System.Text;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Query;
using ProjectGraph.Server.ODataApi.Planning;
using ProjectGraph.Server.ODataApi.Reading;
using ProjectGraph.Server.ODataApi.Writing;

namespace ProjectGraph.Server.ODataApi.Responses;

/// <summary>Responds with one entity, one property or a count.</summary>
internal sealed class EntityResponse(ODataQueryRunner runs, ODataCostEstimator costs)
{
    private const string PlainText = "text/plain;charset=utf-8";

    public async Task SendAsync(HttpContext http, ODataHead head, ODataPath.Resource resource, ODataPlan plan)
    {
        var format = head.Format;
        await head.Memory.ReserveExpectedAsync(costs.Admit(http, plan, rows: 1), http.RequestAborted);
        using var result = await FindAsync(http, resource, plan);
        if (result is null)
        {
            http.Response.StatusCode = StatusCodes.Status204NoContent;
            return;
        }
        if (plan.Shape.ETagColumn is { } column)
        {
            var version = result.Root.Rows.Long(0, column);
            http.Response.Headers.ETag = ETags.Format(version);
            // The ETag does not cover expanded entities, so 304 is sent only without them.
            if (
                plan.Shape is { ToOne.Count: 0, ToMany.Count: 0 }
                && IsReadRequest(http)
                && http.Request.Headers.IfNoneMatch.ToString() is { Length: > 0 } tags
                && ETags.MatchesAny(tags, version)
            )
            {
                http.Response.StatusCode = StatusCodes.Status304NotModified;
                return;
            }
        }
        if (head.Preferences.OmitNulls)
            Preferences.ReportApplied(http, head, "omit-values=nulls");
        var body = ODataWriter.WriteEntity(head, ContextUrls.ForEntity(head, resource, plan), plan.Shape, result);
        RequestStages.Get(http).End(Stage.Write);
        await ODataResponseSender.SendAsync(http, format.ContentType, body);
    }

    /// <summary>Sends a property or its raw value (Protocol, sections 11.2.4 and 11.2.4.1). Null is sent as 204.</summary>
    public async Task SendPropertyAsync(HttpContext http, ODataHead head, ODataPath.Resource resource, PathEnd.Property end, ODataPlan plan)
    {
        costs.Admit(http, plan, rows: 1);
        using var result = await FindAsync(http, resource, plan);
        var property = plan.Shape.Properties[0];
        if (result is null || result.Root.Rows.IsNull(0, property.Column))
        {
            http.Response.StatusCode = StatusCodes.Status204NoContent;
            return;
        }
        if (end.IsRaw)
            await ODataResponseSender.SendAsync(http, PlainText, FormatRaw(result.Root.Rows, property));
        else
            await ODataResponseSender.SendAsync(
                http,
                head.Format.ContentType,
                ODataWriter.WriteProperty(head, ContextUrls.ForProperty(head, resource, end), property, result)
            );
    }

    public async Task SendCountAsync(HttpContext http, ODataHead head, ODataPlan plan)
    {
        costs.Admit(http, plan, rows: 1);
        using var result = await runs.RunAsync(plan.Query, plan.Values, http);
        await SendCountAsync(http, head, result.Total!.Value);
    }

    public static Task SendCountAsync(HttpContext http, ODataHead head, long count)
    {
        if (head.Accept is { Text: false, Json: null })
            throw new ApiException(ErrorCodes.NotAcceptable, "A count is returned as text/plain. Accept text/plain.", "Accept");
        return ODataResponseSender.SendAsync(http, PlainText, Encoding.ASCII.GetBytes(count.ToString(CultureInfo.InvariantCulture)));
    }

    private static bool IsReadRequest(HttpContext http) =>
        HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method);

    /// <summary>Finds the entity. Returns null if a navigation from an existing row has no target (Protocol, section 11.2.3).</summary>
    /// <exception cref="ApiException">The path ends in a key without an entity.</exception>
    private async ValueTask<QueryResult?> FindAsync(HttpContext http, ODataPath.Resource resource, ODataPlan plan)
    {
        var result = await runs.RunAsync(plan.Query, plan.Values, http, ResponseMemory.GetOrCreate(http));
        RequestStages.Get(http).End(Stage.Sql);
        if (result.Root.Rows.Count > 0)
            return result;
        result.Dispose();
        if (resource.Steps is [.., PathStep.Navigation])
            return null;
        throw ResourceFinder.NotFound(resource.Target);
    }

    private static byte[] FormatRaw(RowSet rows, ShapeProperty property)
    {
        var value = rows.Value(0, property.Column, property.Kind);
        return Encoding.UTF8.GetBytes(
            value switch
            {
                string text => text,
                bool truth => truth ? "true" : "false",
                DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                DateTimeOffset instant => instant.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFFZ", CultureInfo.InvariantCulture),
                decimal amount => amount.ToString("0.####", CultureInfo.InvariantCulture),
                long number when property.Kind == FieldKind.Enum => property.Enum!.FindOrFallback(number)?.Name ?? "",
                IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
                _ => "",
            }
        );
    }
}

using ProjectGraph.Data.Query;
using ProjectGraph.Server.ODataApi.Planning;
using ProjectGraph.Server.ODataApi.Reading;
using ProjectGraph.Server.ODataApi.Writing;

namespace ProjectGraph.Server.ODataApi.Responses;

/// <summary>Responds with one page of a collection.</summary>
internal sealed class CollectionResponse(
    ODataQueryRunner runs,
    SkipTokens tokens,
    DeltaResponse deltas,
    ODataCostEstimator costs,
    Limits limits
)
{
    // Some clients and proxies refuse longer URLs.
    private const int MaxLinkLength = 2_048;

    public async Task SendAsync(HttpContext http, ODataHead head, CachedRequest cached, string url, string? tokenText)
    {
        var stages = RequestStages.Get(http);
        var format = head.Format;
        var token = tokenText is null
            ? null
            : await ResolvePlaceAsync(cached, tokens.Read(Uri.UnescapeDataString(tokenText), cached.Fingerprint), http);
        var trackedFrom = await GetTrackingStartAsync(http, head, cached, token);
        var page = PagePlanner.PlanPage(cached.Plan, GetPageSize(http, head, token), token);
        await head.Memory.ReserveExpectedAsync(
            costs.Admit(http, cached.Plan, Math.Min(page.PageSize, page.Remaining ?? long.MaxValue)),
            http.RequestAborted
        );
        stages.End(Stage.Plan);
        using var result = await runs.RunAsync(Prepare(cached, page, token), page.Values, http, head.Memory);
        stages.End(Stage.Sql);
        var next = CreateNextLink(head, cached, url, page, result, trackedFrom);
        var delta =
            next is null && trackedFrom is { } from
                ? deltas.CreateLink(head, url, cached.Fingerprint, new(page.PageSize, from, null))
                : null;
        if (head.Preferences.OmitNulls)
            Preferences.ReportApplied(http, head, "omit-values=nulls");
        var body = ODataWriter.WriteCollection(
            head,
            ContextUrls.ForCollection(head, cached.Resource, cached.Plan),
            cached.Plan.Shape,
            result,
            next,
            delta
        );
        stages.End(Stage.Write);
        await ODataResponseSender.SendAsync(http, format.ContentType, body);
    }

    private PreparedQuery Prepare(CachedRequest cached, PagedPlan page, SkipToken? token) =>
        token is null ? cached.FirstPage ??= runs.Prepare(page.Query) : runs.Prepare(page.Query);

    // Later pages keep the size of the first, because clients do not always repeat their preference.
    private int GetPageSize(HttpContext http, ODataHead head, SkipToken? token)
    {
        if (head.Preferences.MaxPageSize is not { } asked)
            return token?.PageSize ?? limits.ODataDefaultPage;
        var size = Math.Min(asked, limits.ODataMaxPage);
        Preferences.ReportApplied(http, head, $"maxpagesize={size}");
        return size;
    }

    // Read before the rows, so that a concurrent change is reported twice rather than never.
    private async ValueTask<long?> GetTrackingStartAsync(HttpContext http, ODataHead head, CachedRequest cached, SkipToken? token)
    {
        var from = token?.TrackChangesFrom;
        if (
            token is null
            && head.Preferences.TrackChanges
            && DeltaResponse.CanTrack(cached.Resource.Target, cached.Target.Options)
            && !cached.Plan.Shape.IsReference
        )
            from = await deltas.ReadHeadAsync(http.RequestAborted);
        if (from is not null)
            Preferences.ReportApplied(http, head, "track-changes");
        return from;
    }

    private async ValueTask<SkipToken> ResolvePlaceAsync(CachedRequest cached, SkipToken token, HttpContext http)
    {
        if (token.Place is not SkipPlace.AfterKey keyed)
            return token;
        var (query, values) = PagePlanner.PlanPlaceLookup(cached.Plan, keyed.Key);
        using var result = await runs.RunAsync(query, values, http);
        if (result.Root.Rows.Count == 0)
            throw new ApiException(
                new ApiError(
                    ErrorCodes.BadUserInput,
                    "The last row of the previous page was deleted. Read the collection again without $skiptoken.",
                    "$skiptoken"
                )
                {
                    Status = 410,
                }
            );
        var columns = cached.Plan.Cursor.Select((cursor, i) => cursor with { Column = i }).ToArray();
        return token with { Place = new SkipPlace.After(CursorValues.Read(result.Root.Rows, 0, columns)) };
    }

    private string? CreateNextLink(ODataHead head, CachedRequest cached, string url, PagedPlan page, QueryResult result, long? trackedFrom)
    {
        var rows = result.Root.Rows;
        var remaining = page.Remaining - rows.Count;
        if (!result.HasNext || remaining <= 0 || rows.Count == 0)
            return null;
        if (cached.Plan.Cursor.Count == 0)
            return CreateLink(
                head,
                cached,
                url,
                new(page.PageSize, remaining, new SkipPlace.AfterCount(page.SkippedGroups + rows.Count), trackedFrom)
            );
        var values = CursorValues.Read(rows, rows.Count - 1, cached.Plan.Cursor);
        var link = CreateLink(head, cached, url, new(page.PageSize, remaining, new SkipPlace.After(values), trackedFrom));
        return link.Length <= MaxLinkLength
            ? link
            : CreateLink(head, cached, url, new(page.PageSize, remaining, new SkipPlace.AfterKey((long)values[^1]!), trackedFrom));
    }

    private string CreateLink(ODataHead head, CachedRequest cached, string url, SkipToken token)
    {
        var text = tokens.Write(token, cached.Fingerprint);
        var query = url.IndexOf('?', StringComparison.Ordinal);
        var link = SkipTokenText.Append(head.Root + url, text, hasQuery: query >= 0);
        return link.Length <= MaxLinkLength || query < 0
            ? link
            : SkipTokenText.Append(head.Root + url[..query], PackedQuery.Pack(url[query..], text), hasQuery: false);
    }
}

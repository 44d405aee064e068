using ProjectGraph.Data.Query;
using ProjectGraph.Server.ODataApi.Planning;
using ProjectGraph.Server.ODataApi.Reading;
using ProjectGraph.Server.ODataApi.Writing;

namespace ProjectGraph.Server.ODataApi.Answering;

/// <summary>Collections, page by page.</summary>
internal sealed class CollectionAnswer(QueryRuns runs, SkipTokens tokens, DeltaAnswer deltas, ODataCosts costs, Limits limits)
{
    // Clients and proxies are known to refuse longer ones.
    private const int LongestLink = 2_048;

    public async Task SendAsync(HttpContext http, ODataHead head, KnownUrl known, string url, string? tokenText)
    {
        var stages = RequestStages.Of(http);
        var format = head.Format;
        var token = tokenText is null ? null : await PlacedAsync(known, tokens.Read(Uri.UnescapeDataString(tokenText), known.Question), http);
        var trackedFrom = await TrackedFromAsync(http, head, known, token);
        var page = PagePlanner.Page(known.Plan, PageSize(http, head, token), token);
        await head.Memory.ExpectAsync(costs.Admit(http, known.Plan, Math.Min(page.PageSize, page.Remaining ?? long.MaxValue)), http.RequestAborted);
        stages.End(Stage.Plan);
        using var result = await runs.RunAsync(Prepared(known, page, token), page.Values, http, head.Memory);
        stages.End(Stage.Sql);
        var next = NextLink(head, known, url, page, result, trackedFrom);
        var delta = next is null && trackedFrom is { } from ? deltas.Link(head, url, known.Question, new(page.PageSize, from, null)) : null;
        if (head.Preferences.OmitNulls) Preferences.Applied(http, head, "omit-values=nulls");
        var body = ODataWriter.Collection(head, ContextUrls.Collection(head, known.Resource, known.Plan), known.Plan.Shape, result, next, delta);
        stages.End(Stage.Write);
        await ODataReply.SendAsync(http, format.ContentType, body);
    }

    private PreparedQuery Prepared(KnownUrl known, PagedPlan page, SkipToken? token) =>
        token is null ? known.FirstPage ??= runs.Prepare(page.Query) : runs.Prepare(page.Query);

    // A walk keeps the page size that it began with, for clients do not always repeat their preference.
    private int PageSize(HttpContext http, ODataHead head, SkipToken? token)
    {
        if (head.Preferences.MaxPageSize is not { } asked) return token?.PageSize ?? limits.ODataDefaultPage;
        var size = Math.Min(asked, limits.ODataMaxPage);
        Preferences.Applied(http, head, $"maxpagesize={size}");
        return size;
    }

    // Read before the rows are: what changes meanwhile is told again rather than never.
    private async ValueTask<long?> TrackedFromAsync(HttpContext http, ODataHead head, KnownUrl known, SkipToken? token)
    {
        var from = token?.TrackedFrom;
        if (token is null && head.Preferences.TrackChanges && DeltaAnswer.Tracks(known.Resource.Target, known.Target.Options) && !known.Plan.Shape.IsReference)
            from = await deltas.StartAsync(http.RequestAborted);
        if (from is not null) Preferences.Applied(http, head, "track-changes");
        return from;
    }

    private async ValueTask<SkipToken> PlacedAsync(KnownUrl known, SkipToken token, HttpContext http)
    {
        if (token.Place is not SkipPlace.AfterKey keyed) return token;
        var (query, values) = PagePlanner.Place(known.Plan, keyed.Key);
        using var result = await runs.RunAsync(query, values, http);
        if (result.Root.Rows.Count == 0)
            throw new ApiException(new ApiError(ErrorCodes.BadValue, "The row that the page began behind is gone. Begin again without $skiptoken.", "$skiptoken") { Status = 410 });
        var columns = known.Plan.Cursor.Select((cursor, i) => cursor with { Column = i }).ToArray();
        return token with { Place = new SkipPlace.After(CursorValues.Of(result.Root.Rows, 0, columns)) };
    }

    private string? NextLink(ODataHead head, KnownUrl known, string url, PagedPlan page, QueryResult result, long? trackedFrom)
    {
        var rows = result.Root.Rows;
        var remaining = page.Remaining - rows.Count;
        if (!result.HasNext || remaining <= 0 || rows.Count == 0) return null;
        if (known.Plan.Cursor.Count == 0) return Link(head, known, url, new(page.PageSize, remaining, new SkipPlace.AfterCount(page.Counted + rows.Count), trackedFrom));
        var values = CursorValues.Of(rows, rows.Count - 1, known.Plan.Cursor);
        var link = Link(head, known, url, new(page.PageSize, remaining, new SkipPlace.After(values), trackedFrom));
        return link.Length <= LongestLink ? link : Link(head, known, url, new(page.PageSize, remaining, new SkipPlace.AfterKey((long)values[^1]!), trackedFrom));
    }

    private string Link(ODataHead head, KnownUrl known, string url, SkipToken token)
    {
        var text = tokens.Write(token, known.Question);
        var query = url.IndexOf('?', StringComparison.Ordinal);
        var link = SkipTokenText.Append(head.Root + url, text, hasQuery: query >= 0);
        return link.Length <= LongestLink || query < 0 ? link : SkipTokenText.Append(head.Root + url[..query], PackedQuery.Pack(url[query..], text), hasQuery: false);
    }
}

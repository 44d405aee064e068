using ProjectGraph.Data.Model;
using ProjectGraph.Data.Query;
using ProjectGraph.Data.Sync;
using ProjectGraph.Server.ODataApi.Planning;
using ProjectGraph.Server.ODataApi.Reading;
using ProjectGraph.Server.ODataApi.Writing;

namespace ProjectGraph.Server.ODataApi.Responses;

/// <summary>
/// Responds with the changes of a collection since a delta link (Protocol, section 11.3): changed entities in their current
/// state, and removed ones. A change may be reported twice, but none is omitted.
/// </summary>
internal sealed class DeltaResponse(
    ODataPlanner planner,
    ODataQueryRunner runs,
    DeltaTokens tokens,
    ChangeHistory history,
    ODataCostEstimator costs,
    Limits limits
)
{
    private static readonly SystemOption[] UntrackedOptions =
    [
        SystemOption.Top,
        SystemOption.Skip,
        SystemOption.Apply,
        SystemOption.Expand,
    ];

    /// <summary>Whether changes can be tracked. Expanded entities change on their own, and changes shift page bounds.</summary>
    public static bool CanTrack(EntityModel entity, QueryOptions options) =>
        entity.IsTracked && Array.TrueForAll(UntrackedOptions, option => options[option] is null);

    /// <summary>Reads the current position of the change log, where a new reader starts.</summary>
    public Task<long> ReadHeadAsync(CancellationToken cancellationToken) => history.HeadAsync(cancellationToken);

    /// <summary>Creates a delta link.</summary>
    /// <param name="url">The collection's URL, relative to the service root.</param>
    public string CreateLink(ODataHead head, string url, string query, DeltaToken token) =>
        SkipTokenText.AppendDelta(head.Root + url, tokens.Write(token, query));

    public async Task SendAsync(
        HttpContext http,
        ODataHead head,
        ODataPath.Resource resource,
        PlanScope scope,
        QueryOptions options,
        SelectionNeeds needs,
        string path,
        string url
    )
    {
        var format = head.Format;
        var query = GetFingerprint(path, options);
        var token = ReadToken(resource, options, query);
        var size = Math.Min(head.Preferences.MaxPageSize ?? token.PageSize, limits.ODataMaxPage);
        var page = await ReadPageAsync(resource, token, size, counts: token.Head is null, http);
        var existing = page.Changes.Where(change => !change.IsDeleted).Select(change => (object)change.EntityId).ToList();
        var plan = planner.Plan(RestrictTo(scope, existing), options, needs with { Keys = true });
        costs.Admit(http, plan, existing.Count);
        using var result = await runs.RunAsync(plan.Query with { CountsTotal = false }, plan.Values, http, head.Memory);
        RequestStages.Get(http).End(Stage.Sql);
        var next = page.HasNext ? new DeltaToken(size, page.Changes[^1].Position, page.Head) : new(size, page.Head, null);
        var isNarrowed =
            scope.CreateFilter is not null || options[SystemOption.Filter] is not null || options[SystemOption.Search] is not null;
        var document = new DeltaDocument(
            ContextUrls.ForDelta(head, resource, plan),
            plan.Shape,
            result,
            FindRemoved(page, plan, result, isNarrowed),
            plan.Query.CountsTotal && token.Head is null ? page.Total : null,
            CreateLink(head, SkipTokenText.WithoutDelta(url), query, next),
            page.HasNext
        );
        await ODataResponseSender.SendAsync(http, format.ContentType, document.Write(head, resource.Target));
    }

    /// <summary>Counts the changed entities since a delta link.</summary>
    /// <param name="path">The path of the collection.</param>
    public async Task<long> CountAsync(ODataPath.Resource resource, QueryOptions options, string path, HttpContext http)
    {
        var token = ReadToken(resource, options, GetFingerprint(path, options));
        return (await ReadPageAsync(resource, token, 1, counts: true, http)).Total;
    }

    /// <summary>The query that skip tokens and delta tokens are valid for.</summary>
    public static string GetFingerprint(string path, QueryOptions options) => $"{path}?{options.Fingerprint}";

    private DeltaToken ReadToken(ODataPath.Resource resource, QueryOptions options, string query) =>
        CanTrack(resource.Target, options)
            ? tokens.Read(options[SystemOption.DeltaToken]!, query)
            : throw UnsupportedFeature.CreateError(
                $"$deltatoken for {resource.Target.Set} with these options",
                "Changes are tracked for sets with ChangeTracking in $metadata, without $top, $skip, $apply and $expand.",
                "$deltatoken"
            );

    private async Task<ChangePage> ReadPageAsync(ODataPath.Resource resource, DeltaToken token, int size, bool counts, HttpContext http) =>
        await history.ReadAsync(resource.Target, CallerAccess.Get(http).Scope, token.After, token.Head, size, counts, http.RequestAborted)
        ?? throw new ApiException(
            ErrorCodes.DeltaExpired,
            "The changes since this delta link are no longer stored. Read the collection again without $deltatoken.",
            "$deltatoken"
        );

    private static PlanScope RestrictTo(PlanScope scope, List<object> ids) =>
        scope with
        {
            CreateFilter = values =>
                Filters.CombineOrNull(
                    scope.CreateFilter?.Invoke(values),
                    new InFilter(new FieldScalar(scope.Source.Key), values.Add(ids), false)
                )!,
        };

    private static List<RemovedEntity> FindRemoved(ChangePage page, ODataPlan plan, QueryResult result, bool isNarrowed)
    {
        var rows = result.Root.Rows;
        var found = Enumerable.Range(0, rows.Count).Select(row => rows.Long(row, plan.Shape.KeyColumn!.Value)).ToHashSet();
        return
        [
            .. page
                .Changes.Where(change => !found.Contains(change.EntityId))
                .Select(change => new RemovedEntity(change.EntityId, change.IsDeleted || !isNarrowed ? "deleted" : "changed")),
        ];
    }
}

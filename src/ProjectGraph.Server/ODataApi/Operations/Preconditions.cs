using ProjectGraph.Data.Model;
using ProjectGraph.Data.Query;
using ProjectGraph.Data.Sync;
using ProjectGraph.Server.ODataApi.Planning;
using ProjectGraph.Server.ODataApi.Responses;
using ProjectGraph.Server.ODataApi.Writing;

namespace ProjectGraph.Server.ODataApi.Operations;

/// <summary>Checks <c>If-Match</c> and <c>If-None-Match</c> of changes (Protocol, sections 8.2.4 and 8.2.5).</summary>
internal sealed class Preconditions(GraphModel graph, ODataQueryRunner runs, IConfiguration configuration)
{
    /// <summary>Whether every change requires <c>If-Match</c>.</summary>
    private readonly bool _required = configuration.GetValue("OData:RequireIfMatch", false);

    /// <summary>Creates the check that runs under the lease of the project. Returns null if the request has no precondition.</summary>
    public Func<Project, OperationError?>? CreateCheck(HttpContext http)
    {
        var (request, scope) = (http.Request, CallerAccess.Get(http).Scope);
        var (match, noneMatch) = (request.Headers.IfMatch.ToString(), request.Headers.IfNoneMatch.ToString());
        // Actions and creations (POST) do not require If-Match.
        if (_required && match.Length == 0 && !HttpMethods.IsPost(request.Method))
            throw new ApiException(
                ErrorCodes.PreconditionRequired,
                "The change has no If-Match. Read the project and send its ETag as If-Match.",
                "If-Match"
            );
        return match.Length + noneMatch.Length == 0 ? null : project => Check(project.Id, scope, match, noneMatch);
    }

    /// <summary>Reads the ETag of a project. Returns null if the project was deleted.</summary>
    public string? ReadETag(long project, AccountScope scope) => ReadVersion(project, scope) is { } version ? ETags.Format(version) : null;

    private OperationError? Check(long project, AccountScope scope, string match, string noneMatch)
    {
        if (ReadVersion(project, scope) is { } version)
        {
            if (match.Length > 0 && !ETags.MatchesAny(match, version))
                return new(
                    ErrorCodes.ETagMismatch.Id,
                    "The project has changed since it was read. Read it again and repeat the change with the new ETag."
                );
            if (noneMatch.Length > 0 && ETags.MatchesAny(noneMatch, version))
                return new(
                    ErrorCodes.ETagMismatch.Id,
                    "The project's ETag matches If-None-Match. Remove that header, or wait until the project has changed."
                );
        }
        return null;
    }

    private long? ReadVersion(long project, AccountScope scope)
    {
        var source = graph.Projects;
        var values = new PlanValues();
        var plan = new QueryPlan
        {
            Source = source,
            Filter = ResourceFinder.CreateScope(source, project).CreateFilter!(values),
            Selection = new([new VersionScalar([], source)], []),
        };
        // The call completes synchronously, except while it waits for a free connection.
#pragma warning disable VSTHRD002
        using var result = runs.RunAsync(plan, values.ToArray(), scope).AsTask().GetAwaiter().GetResult();
#pragma warning restore VSTHRD002
        return result.Root.Rows.Count > 0 ? result.Root.Rows.Long(0, 0) : null;
    }
}

using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;
using ProjectGraph.Vendors.Operations;
using ProjectGraph.Vendors.Unified;

namespace ProjectGraph.Server.ODataApi.Operations;

/// <summary>Marks a request that is only to be checked: whatever it asks for is planned and nothing is sent.</summary>
internal sealed record DryRunOnly;

/// <summary>The one way from a request to an operation: who may, under which condition, and what makes a repetition harmless.</summary>
internal sealed class OperationCalls(OperationRunner operations, Preconditions preconditions)
{
    /// <param name="operation">Null where the request is a change of an entity.</param>
    /// <exception cref="ApiException">The caller may not do it.</exception>
    public static void Demand(HttpContext http, string? operation) =>
        CallerAccess.Of(http).Demand(operation is UnifiedOperations.Sync or UnifiedOperations.Refresh ? Permission.Sync : Permission.Operate);

    /// <param name="alsoUnless">A condition of the request's own kind, beside those in its headers.</param>
    /// <param name="part">What follows upon an operation of the same request: its conditions have been met, and its key is another.</param>
    /// <exception cref="ApiException">The operation did not succeed.</exception>
    public async Task<OperationResult> RunAsync(
        HttpContext http, string name, Dictionary<string, object?> input, long? projectId, Func<Project, OperationError?>? alsoUnless = null, string? part = null)
    {
        Demand(http, name);
        if (Repeatability.Key(http) is { } key) input.TryAdd("idempotencyKey", part is null ? key : $"{key} {part}");
        if (http.Features.Get<DryRunOnly>() is not null) input["dryRun"] = true;
        var caller = CallerAccess.Of(http);
        var condition = projectId is null || part is not null ? null : preconditions.Of(http);
        var result = await operations.RunAsync(name, input, caller.Recorded, projectId, caller.Scope, http.RequestAborted, Both(condition, alsoUnless));
        RequestStages.Of(http).End(Stage.Sql);
        // A sync in the background is on its way, and nothing is wrong with it.
        if (result.State is not (OperationState.Succeeded or OperationState.Planned) && result is not { State: OperationState.Sent, Errors: [] }) throw OperationFailures.Of(result);
        Repeatability.Accepted(http);
        if (result.State != OperationState.Planned) http.Features.Set(result);
        return result;
    }

    private static Func<Project, OperationError?>? Both(Func<Project, OperationError?>? first, Func<Project, OperationError?>? second) =>
        first is null ? second : second is null ? first : project => first(project) ?? second(project);
}

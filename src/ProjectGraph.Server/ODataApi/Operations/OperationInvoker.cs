using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;
using ProjectGraph.Vendors.Operations;
using ProjectGraph.Vendors.Unified;

namespace ProjectGraph.Server.ODataApi.Operations;

/// <summary>Marks a request as a dry run. Its operations are planned, and nothing is sent.</summary>
internal sealed record DryRunOnly;

/// <summary>Runs the operation of a request with its permission, preconditions and idempotency key.</summary>
internal sealed class OperationInvoker(OperationRunner operations, Preconditions preconditions)
{
    /// <summary>Requires the permission for an operation.</summary>
    /// <param name="operation">Null if the request changes an entity.</param>
    /// <exception cref="ApiException">The caller does not have the permission.</exception>
    public static void RequirePermission(HttpContext http, string? operation) =>
        CallerAccess
            .Get(http)
            .Require(operation is UnifiedOperations.Sync or UnifiedOperations.Refresh ? Permission.Sync : Permission.Operate);

    /// <summary>Runs an operation.</summary>
    /// <param name="alsoUnless">A further precondition, next to those in the headers. Returns an error to stop the operation.</param>
    /// <param name="part">The key suffix of a further operation of the same request. Preconditions are not checked again.</param>
    /// <exception cref="ApiException">The operation did not succeed.</exception>
    public async Task<OperationResult> RunAsync(
        HttpContext http,
        string name,
        Dictionary<string, object?> input,
        long? projectId,
        Func<Project, OperationError?>? alsoUnless = null,
        string? part = null
    )
    {
        RequirePermission(http, name);
        if (Repeatability.ReadKey(http) is { } key)
            input.TryAdd("idempotencyKey", part is null ? key : $"{key} {part}");
        if (http.Features.Get<DryRunOnly>() is not null)
            input["dryRun"] = true;
        var caller = CallerAccess.Get(http);
        var condition = projectId is null || part is not null ? null : preconditions.CreateCheck(http);
        var result = await operations.RunAsync(
            name,
            input,
            caller.OperationCaller,
            projectId,
            caller.Scope,
            http.RequestAborted,
            Combine(condition, alsoUnless)
        );
        RequestStages.Get(http).End(Stage.Sql);
        // A background sync stays in the state Sent without errors, which is a success.
        if (
            result.State is not (OperationState.Succeeded or OperationState.Planned)
            && result is not { State: OperationState.Sent, Errors: [] }
        )
            throw OperationFailures.CreateError(result);
        Repeatability.MarkAccepted(http);
        if (result.State != OperationState.Planned)
            http.Features.Set(result);
        return result;
    }

    private static Func<Project, OperationError?>? Combine(Func<Project, OperationError?>? first, Func<Project, OperationError?>? second) =>
        first is null ? second
        : second is null ? first
        : project => first(project) ?? second(project);
}

using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;
using ProjectGraph.Vendors.Http;
using ProjectGraph.Vendors.Inputs;
using ProjectGraph.Vendors.Unified;

namespace ProjectGraph.Vendors.Operations;

/// <summary>Runs the writes of both protocols.</summary>
public sealed class OperationRunner
{
    private readonly OperationTargets _targets;
    private readonly OperationLog _log;
    private readonly WritePipeline _pipeline;
    private readonly UnifiedRunner _unified;
    private readonly VendorRegistry _vendors;
    private readonly ILogger<OperationRunner> _logger;
    private readonly ConcurrentDictionary<Task<OperationResult>, bool> _runningCalls = new();

    internal OperationRunner(
        OperationTargets targets,
        OperationLog log,
        WritePipeline pipeline,
        UnifiedRunner unified,
        VendorRegistry vendors,
        ILogger<OperationRunner> logger
    ) => (_targets, _log, _pipeline, _unified, _vendors, _logger) = (targets, log, pipeline, unified, vendors, logger);

    /// <summary>Runs a vendor's operation or a unified one by its name.</summary>
    /// <param name="input">Values by their names in <see cref="VendorOperation.Input"/>.</param>
    /// <param name="caller">The caller to record with the operation. Each caller has its own idempotency keys.</param>
    /// <param name="projectId">The graph's id of the project, if the input does not contain it.</param>
    /// <param name="scope">The vendor accounts that the caller may see and change. Others are not found.</param>
    /// <param name="precondition">Checks the stored project before anything is sent. An error refuses the operation.</param>
    /// <param name="cancellationToken">Ends the wait. A request that was already sent still completes and is recorded.</param>
    /// <exception cref="ArgumentException">No operation has that name.</exception>
    public async Task<OperationResult> RunAsync(
        string operationName,
        IReadOnlyDictionary<string, object?> input,
        OperationCaller caller,
        long? projectId,
        AccountScope scope,
        CancellationToken cancellationToken,
        Func<Project, OperationError?>? precondition = null
    )
    {
        var call = OperationCall.Create(_vendors, operationName, caller, input, projectId, scope, precondition);
        if (_unified.Split(call) is { } parts)
            return await RunPartsAsync(parts, cancellationToken);
        return await RunCallAsync(call, cancellationToken);
    }

    private async Task<OperationResult> RunPartsAsync(IReadOnlyList<OperationCall> parts, CancellationToken cancellationToken)
    {
        OperationResult? whole = null;
        foreach (var part in parts)
        {
            OperationResult result;
            try
            {
                result = await RunCallAsync(part, cancellationToken);
            }
            catch (Exception e) when (whole is not null && (e is OperationCanceledException || StoreFailures.IsStoreFailure(e)))
            {
                return CreatePartialResult(whole, e);
            }
            whole = whole is null ? result : UpsertParts.Combine(whole, result, part);
            // The other parts are not sent after an unknown outcome.
            if (result.State is not (OperationState.Succeeded or OperationState.Planned))
                break;
        }
        return whole!;
    }

    // The earlier parts are complete, even if this one failed.
    private static OperationResult CreatePartialResult(OperationResult whole, Exception failure) =>
        whole with
        {
            State = OperationState.Failed,
            Errors =
            [
                .. whole.Errors,
                new(
                    VendorErrors.VendorPartial,
                    $"The first {whole.ProjectIds.Count} projects were processed. The others were not sent: {StoreFailures.GetReason(failure) ?? "the request was cancelled or timed out."}"
                ),
            ],
        };

    /// <summary>Completes when no operation is running. The service waits for it when it stops, so that no response is lost.</summary>
    public Task IdleAsync() => Task.WhenAll(_runningCalls.Keys.Select(task => ((Task)task).ContinueWith(_ => { }, TaskScheduler.Default)));

    private async Task<OperationResult> RunCallAsync(OperationCall call, CancellationToken cancellationToken)
    {
        var sending = new OperationSendState();
        var run = RunTracedAsync(call, sending, cancellationToken);
        _runningCalls[run] = true;
        _ = run.ContinueWith(done => _runningCalls.TryRemove(done, out var _), TaskScheduler.Default);
        try
        {
            return await run.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            if (sending.Abandon() is not { } id)
                throw;
            return new(
                id,
                OperationState.Sent,
                [],
                [OperationError.CreateUnknownOutcome(id, "The request was cancelled or timed out before the vendor responded.")]
            );
        }
    }

    private async Task<OperationResult> RunTracedAsync(OperationCall call, OperationSendState sending, CancellationToken cancellationToken)
    {
        using var span = VendorTracing.StartOperation(call.Name);
        try
        {
            var target = await _targets.FindAsync(call, cancellationToken);
            if (target.Channel is { } channel)
                span?.SetAccountTags(channel);
            var started = target.Channel?.Time.GetTimestamp();
            var result = await RunLoggedAsync(call, target, sending, cancellationToken);
            span?.End(result);
            target.Channel?.Count(call.Name, result.State, started!.Value);
            return result;
        }
        catch (Exception e)
        {
            span?.Fail(e.GetType().Name);
            throw;
        }
    }

    private async Task<OperationResult> RunLoggedAsync(
        OperationCall call,
        OperationTarget target,
        OperationSendState sending,
        CancellationToken cancellationToken
    )
    {
        try
        {
            var start = await _log.BeginAsync(call.CreateDraft(target), cancellationToken);
            if (start is not OperationStart.Started { OperationId: var id })
                return CreateRepeatedResult(_vendors, start, call.Scope);
            return await _log.RunOrReleaseAsync(id, () => RunStartedAsync(call, target, sending, id, cancellationToken));
        }
        catch (Exception failure) when (StoreFailures.GetMessage(failure) is not null)
        {
            throw StoreFailures.WithConsequence(failure, "Nothing was changed at the vendor.");
        }
    }

    private async Task<OperationResult> RunStartedAsync(
        OperationCall call,
        OperationTarget target,
        OperationSendState sending,
        long id,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await RunAsync(call, target, sending, id, cancellationToken);
        }
        catch (Exception e) when (sending.SentOperationId is not null)
        {
            return await EndUnknownAsync(call, sending, id, e);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await EndAsync(
                id,
                OperationState.Failed,
                new OperationError(VendorErrors.Cancelled, "The caller cancelled the request before anything was sent.")
            );
            throw;
        }
        catch (VendorReadException e)
        {
            return await EndAsync(id, OperationState.Failed, new OperationError(e.Code, e.Message));
        }
        catch (Exception e)
        {
            _logger.LogError(e, "Operation {Id} {Name} failed", id, call.Name);
            return await EndFailedAsync(id);
        }
        finally
        {
            if (target.Channel is { } used)
                await StoreAccountStateAsync(used);
        }
    }

    /// <summary>
    /// Ends an operation after a failure of this service once the request was sent. Recovery reconciles its unknown outcome.
    /// </summary>
    private async Task<OperationResult> EndUnknownAsync(OperationCall call, OperationSendState sending, long id, Exception failure)
    {
        _logger.LogError(failure, "The service failed after operation {Id} {Name} was sent", id, call.Name);
        // The result is recorded, so only the cleanup failed.
        if (sending.Result is { } recorded)
            return recorded;
        var error = OperationError.CreateUnknownOutcome(
            id,
            StoreFailures.GetReason(failure) ?? "The service failed before the outcome was recorded."
        );
        try
        {
            return await EndAsync(id, OperationState.Unknown, error);
        }
        catch (Exception unrecorded)
        {
            _logger.LogError(unrecorded, "The unknown outcome of operation {Id} {Name} could not be recorded", id, call.Name);
            _log.Release(id);
            return new(id, OperationState.Unknown, [], [error]);
        }
    }

    // A failure to store the account's state does not change the operation's result.
    private async Task StoreAccountStateAsync(VendorChannel channel)
    {
        try
        {
            await channel.StoreStateAsync();
        }
        catch (Exception e) when (StoreFailures.IsStoreFailure(e))
        {
            _logger.LogWarning(e, "The state of {VendorAccount} could not be recorded", channel.VendorAccount.Name);
        }
    }

    private async Task<OperationResult> RunAsync(
        OperationCall call,
        OperationTarget target,
        OperationSendState sending,
        long id,
        CancellationToken cancellationToken
    )
    {
        if (target.Channel is not { } channel || target.Errors.Count > 0)
            return await EndAsync(id, OperationState.Refused, [.. target.Errors]);
        var run = new OperationRun(
            id,
            call.Name,
            channel,
            target.ProjectId,
            call.Common.DryRun,
            call.Unified is not null,
            call.Precondition,
            sending
        );
        if (call.Unified is not null)
            return await _unified.RunAsync(run, call, target, cancellationToken);
        return await _pipeline.RunAsync(run, (_, _) => Task.FromResult(Prepare(call)), cancellationToken);
    }

    private static PreparedWrite Prepare(OperationCall call)
    {
        var errors = new List<OperationError>();
        var input = InputBinder.Bind(InputModel.Get(call.Vendor!.InputType), call.Input, errors);
        return input is null ? PreparedWrite.Refused(errors) : PreparedWrite.Ready(call.Vendor, input);
    }

    /// <summary>Ends an operation after a failure of this service before anything was sent.</summary>
    private async Task<OperationResult> EndFailedAsync(long id)
    {
        var recorded = await _log.FindAsync(id, AccountScope.Unrestricted, CancellationToken.None);
        // This instance sent no heartbeat for so long that another one ended the operation. Nothing was sent.
        if (recorded is { State: OperationState.Failed })
            return new(
                id,
                OperationState.Failed,
                [],
                [
                    new(
                        OperationError.Interrupted,
                        "This instance was presumed dead before the request was sent. Nothing was changed at the vendor."
                    ),
                ]
            );
        return await EndAsync(
            id,
            OperationState.Failed,
            new OperationError(
                VendorErrors.Internal,
                $"The service failed before anything was sent. Nothing was changed at the vendor. The log contains the cause under operation {id}."
            )
        );
    }

    private async Task<OperationResult> EndAsync(long id, OperationState state, params OperationError[] errors)
    {
        await _log.CompleteAsync(id, OperationOutcomes.WithoutResponse(state, errors), CancellationToken.None);
        return new(id, state, [], errors);
    }

    private static OperationResult CreateRepeatedResult(VendorRegistry vendors, OperationStart start, AccountScope scope) =>
        start switch
        {
            OperationStart.Replay replay when scope.WithUnassigned().Includes(replay.Operation.VendorAccountId) => ReplayedResults.FromLog(
                vendors,
                replay
            ),
            OperationStart.Replay foreign => CreateConflictResult(foreign.Operation.Id),
            OperationStart.Conflict conflict => CreateConflictResult(conflict.OperationId),
            OperationStart.InFlight original => new(
                original.OperationId,
                OperationState.Sent,
                [],
                [
                    new(
                        VendorErrors.IdempotencyInFlight,
                        $"Operation {original.OperationId} with this idempotency key is still running, and the vendor may have done it. Retry shortly with the same key; you will receive the original operation's result.",
                        "idempotencyKey"
                    ),
                ]
            ),
            _ => throw new NotSupportedException(),
        };

    private static OperationResult CreateConflictResult(long id) =>
        new(
            id,
            OperationState.Refused,
            [],
            [new(VendorErrors.IdempotencyConflict, "The idempotency key was used with another input. Use a new key.", "idempotencyKey")]
        );
}

using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;
using ProjectGraph.Vendors.Operations;
using ProjectGraph.Vendors.Unified;

namespace ProjectGraph.Vendors.Tests;

/// <summary>Runs live reads and operations for a caller that may read and change everything, as most tests need.</summary>
internal static class UnrestrictedOperations
{
    public static Task<IReadOnlyList<Project>> RunAsync(
        this LiveReadRunner reads,
        string name,
        IReadOnlyDictionary<string, object?> input,
        CancellationToken cancellationToken
    ) => reads.RunAsync(name, input, AccountScope.Unrestricted, cancellationToken);

    public static Task<OperationResult> RunAsync(
        this OperationRunner runner,
        string operation,
        IReadOnlyDictionary<string, object?> input,
        OperationCaller caller,
        long? projectId,
        CancellationToken cancellationToken,
        Func<Project, OperationError?>? precondition = null
    ) => runner.RunAsync(operation, input, caller, projectId, AccountScope.Unrestricted, cancellationToken, precondition);

    public static Task<RepresentationTarget> TargetAsync(
        this Representations representations,
        Vendor vendor,
        CancellationToken cancellationToken
    ) => representations.GetTargetAsync(vendor, AccountScope.Unrestricted, cancellationToken);
}

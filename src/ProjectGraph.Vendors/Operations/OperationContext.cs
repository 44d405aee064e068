using ProjectGraph.Data.Model;
using ProjectGraph.Vendors.Http;

namespace ProjectGraph.Vendors.Operations;

/// <summary>
/// The information about a write that was sent. It can be rebuilt from the operation log, so that a write that a crash interrupted
/// can still be reconciled.
/// </summary>
/// <param name="Project">The project as the graph had it before, if the operation takes one.</param>
/// <param name="FindKnownIdsAsync">Returns those of the given vendor ids that the graph contains.</param>
public sealed record OperationContext(
    VendorChannel Channel,
    VendorRequest SentRequest,
    Project? Project,
    DateTimeOffset SentAt,
    Func<IReadOnlyCollection<string>, CancellationToken, Task<IReadOnlySet<string>>> FindKnownIdsAsync
)
{
    public VendorConnector Connector => Channel.Connector;

    /// <summary>Reads the project from the vendor; null if it is deleted there.</summary>
    public Task<Project?> ReadProjectAsync(CancellationToken cancellationToken) =>
        Connector.ReadProjectAsync(Channel, Project!.VendorId, Project, cancellationToken);
}

using ProjectGraph.Data.Model;
using ProjectGraph.Vendors.Http;

namespace ProjectGraph.Vendors.Operations;

/// <summary>
/// What is known after a write went out. It can be put together again from the operation log, so that a write that a crash
/// cut off can still be settled.
/// </summary>
/// <param name="Project">The project as the graph knew it before, where the operation takes one.</param>
/// <param name="KnownAsync">Which of these vendor ids the graph already has.</param>
public sealed record OperationContext(
    VendorChannel Channel, VendorRequest Sent, Project? Project, DateTimeOffset SentAt,
    Func<IReadOnlyCollection<string>, CancellationToken, Task<IReadOnlySet<string>>> KnownAsync)
{
    public VendorConnector Connector => Channel.Connector;

    /// <summary>The project as the vendor shows it now; null where it is gone.</summary>
    public Task<Project?> ReadProjectAsync(CancellationToken cancellation) =>
        Connector.ReadProjectAsync(Channel, Project!.VendorId, Project, cancellation);
}

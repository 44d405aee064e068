namespace ProjectGraph.Server;

/// <summary>A kind of failure that clients see. Programs rely on codes, whose meaning never changes. Messages are for people.</summary>
/// <param name="Id">The code's name, such as <c>BAD_REQUEST</c>.</param>
/// <param name="Status">The HTTP status of a request that fails with this code.</param>
/// <param name="Title">A general description of the failure.</param>
/// <param name="Remedy">The caller's remedy.</param>
public sealed record ErrorCode(string Id, int Status, string Title, string Remedy)
{
    public override string ToString() => Id;
}

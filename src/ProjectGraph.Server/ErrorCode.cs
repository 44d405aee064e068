namespace ProjectGraph.Server;

/// <summary>A kind of failure, as clients see it. Codes are for programs and never change their meaning; messages are for people.</summary>
/// <param name="Id">The banded code, or the name of one that the contract names.</param>
/// <param name="Status">HTTP status where the whole request fails of it.</param>
/// <param name="Title">What went wrong, in general.</param>
/// <param name="Remedy">What the caller can do.</param>
public sealed record ErrorCode(string Id, int Status, string Title, string Remedy)
{
    public override string ToString() => Id;
}

namespace ProjectGraph.Server.Tests.Peer;

/// <summary>The representative requests, a line each in urls.txt.</summary>
internal static class PeerUrls
{
    public static IReadOnlyList<string> All { get; } =
    [.. File.ReadLines(Path.Combine(Repository.Root, "tests/ProjectGraph.Server.Tests/Peer/urls.txt")).Where(line => line.StartsWith('/'))];
}

namespace ProjectGraph.Server.Tests.Peer;

/// <summary>The explained differences from another implementation: a line each with the request, the difference and the clause that decides.</summary>
internal sealed class Differences
{
    private readonly Dictionary<string, (string Difference, string Clause)> explained = [];
    private readonly List<string> failures = [];
    private readonly HashSet<string> seen = [];
    private readonly string file;

    public Differences(string file)
    {
        this.file = file;
        foreach (var line in File.ReadLines(file).Where(line => line.Length > 0 && !line.StartsWith('#')))
        {
            if (line.Split('\t') is not [var request, var difference, { Length: > 10 } clause]) throw new InvalidDataException($"Not a request, a difference and a clause: {line}");
            explained.Add(request, (difference, clause));
        }
    }

    public int Explained => explained.Count;

    public void Add(string request, string? difference)
    {
        seen.Add(request);
        var known = explained.TryGetValue(request, out var explanation);
        if (difference is null && known) failures.Add($"No longer applies: {request}\t{explanation.Difference}");
        else if (difference is not null && (!known || explanation.Difference != difference)) failures.Add($"Not explained: {request}\t{difference}");
    }

    public void ShouldBeExplained()
    {
        failures.AddRange(explained.Keys.Except(seen).Select(request => $"No longer requested: {request}"));
        failures.ShouldBeEmpty($"Correct the service, or change {Path.GetFileName(file)}.");
    }
}

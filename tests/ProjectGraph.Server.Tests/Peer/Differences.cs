namespace ProjectGraph.Server.Tests.Peer;

/// <summary>The explained differences from another implementation: a line each with the request, the difference and the clause that decides.</summary>
internal sealed class Differences
{
    private readonly Dictionary<string, (string Difference, string Clause)> _explained = [];
    private readonly List<string> _failures = [];
    private readonly HashSet<string> _seen = [];
    private readonly string _file;

    public Differences(string file)
    {
        _file = file;
        foreach (var line in File.ReadLines(file).Where(line => line.Length > 0 && !line.StartsWith('#')))
        {
            if (line.Split('\t') is not [var request, var difference, { Length: > 10 } clause])
                throw new InvalidDataException($"Not a request, a difference and a clause: {line}");
            _explained.Add(request, (difference, clause));
        }
    }

    public int Explained => _explained.Count;

    public void Add(string request, string? difference)
    {
        _seen.Add(request);
        var known = _explained.TryGetValue(request, out var explanation);
        if (difference is null && known)
            _failures.Add($"No longer applies: {request}\t{explanation.Difference}");
        else if (difference is not null && (!known || explanation.Difference != difference))
            _failures.Add($"Not explained: {request}\t{difference}");
    }

    public void ShouldBeExplained()
    {
        _failures.AddRange(_explained.Keys.Except(_seen).Select(request => $"No longer requested: {request}"));
        _failures.ShouldBeEmpty($"Correct the service, or change {Path.GetFileName(_file)}.");
    }
}

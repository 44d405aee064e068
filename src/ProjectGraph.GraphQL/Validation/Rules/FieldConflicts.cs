namespace ProjectGraph.GraphQL.Validation.Rules;

/// <summary>
/// The conflicts, each reported under the outermost fields that cause it. Two fields of the same sub-selection conflict
/// directly. Two fields of different sub-selections make their outer fields conflict.
/// </summary>
internal sealed class FieldConflicts
{
    private readonly OrderedDictionary<(SourceLocation, SourceLocation), Conflict> _outermost = [];

    public int Count { get; private set; }

    public void Add(MergedField a, MergedField b, string reason)
    {
        var path = new Stack<(MergedField A, MergedField B)>([(a, b)]);
        while (a.ContainingField is { } outerA && b.ContainingField is { } outerB && !ReferenceEquals(outerA.Node, outerB.Node))
        {
            (a, b) = (outerA, outerB);
            path.Push((a, b));
        }

        OrderedDictionary<(SourceLocation, SourceLocation), Conflict> level = _outermost;
        Conflict? conflict = null;
        foreach ((MergedField x, MergedField y) in path)
        {
            if (!level.TryGetValue((x.Node.Location, y.Node.Location), out conflict))
                level.Add((x.Node.Location, y.Node.Location), conflict = new Conflict(x, y));
            level = conflict.Causes;
        }

        // Both passes may find the same pair, or find it again under other outer fields.
        if (conflict!.Reason is null)
            Count++;
        conflict.Reason ??= reason;
    }

    public void Report(ValidationContext context)
    {
        foreach (Conflict conflict in _outermost.Values)
        {
            string name = conflict.A.Node.ResponseName;
            context.Report(
                $"Fields \"{name}\" conflict because {conflict.Describe()}. "
                    + "Use different aliases on the fields to fetch both if this was intentional.",
                [.. conflict.Locations(c => c.A), .. conflict.Locations(c => c.B)]
            );
        }
    }

    private sealed class Conflict(MergedField a, MergedField b)
    {
        public MergedField A { get; } = a;

        public MergedField B { get; } = b;

        public string? Reason { get; set; }

        public OrderedDictionary<(SourceLocation, SourceLocation), Conflict> Causes { get; } = [];

        public string Describe() =>
            Reason
            ?? string.Join(
                " and ",
                Causes.Values.Select(inner => $"subfields \"{inner.A.Node.ResponseName}\" conflict because {inner.Describe()}")
            );

        public IEnumerable<SourceLocation> Locations(Func<Conflict, MergedField> side) =>
            Causes.Values.SelectMany(inner => inner.Locations(side)).Prepend(side(this).Node.Location);
    }
}

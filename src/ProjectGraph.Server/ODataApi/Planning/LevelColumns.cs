using ProjectGraph.Data.Query;

namespace ProjectGraph.Server.ODataApi.Planning;

/// <summary>The columns and nested selections of one level while it is planned; each column is read once, whoever needs it.</summary>
internal sealed class LevelColumns
{
    private readonly List<Scalar> columns = [];
    private readonly List<NestedSelection> nested = [];
    private readonly Dictionary<Scalar, int> ordinals = [];

    public int Column(Scalar scalar)
    {
        if (ordinals.TryGetValue(scalar, out var known)) return known;
        columns.Add(scalar);
        return ordinals[scalar] = columns.Count - 1;
    }

    public int Nest(NestedSelection selection)
    {
        nested.Add(selection);
        return nested.Count - 1;
    }

    public Selection ToSelection() => new([.. columns], [.. nested]);
}

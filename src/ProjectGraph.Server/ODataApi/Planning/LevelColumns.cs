using ProjectGraph.Data.Query;

namespace ProjectGraph.Server.ODataApi.Planning;

/// <summary>Collects the columns and nested selections of one level. Each column is read once.</summary>
internal sealed class LevelColumns
{
    private readonly List<Scalar> _columns = [];
    private readonly List<NestedSelection> _nested = [];
    private readonly Dictionary<Scalar, int> _ordinals = [];

    public int AddColumn(Scalar scalar)
    {
        if (_ordinals.TryGetValue(scalar, out var known))
            return known;
        _columns.Add(scalar);
        return _ordinals[scalar] = _columns.Count - 1;
    }

    public int AddNested(NestedSelection selection)
    {
        _nested.Add(selection);
        return _nested.Count - 1;
    }

    public Selection ToSelection() => new([.. _columns], [.. _nested]);
}

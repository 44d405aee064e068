using ProjectGraph.Data.Model;
using ProjectGraph.Data.Query;

namespace ProjectGraph.Server.GraphQLApi.Planning;

/// <summary>Gathers what is read of one level while the selection is walked.</summary>
internal sealed class LevelBuilder
{
    private readonly List<Scalar> _columns = [];
    private readonly List<NestedSelection> _nested = [];

    /// <summary>The ordinal of a column; the same column is read once however often it is selected.</summary>
    public int Column(Scalar column)
    {
        var known = _columns.IndexOf(column);
        if (known >= 0) return known;
        _columns.Add(column);
        return _columns.Count - 1;
    }

    public int Column(IReadOnlyList<RelationModel> path, FieldModel field) => Column(new FieldScalar(path, field));

    /// <summary>The position of a further level below this one.</summary>
    public int Nest(NestedSelection selection)
    {
        _nested.Add(selection);
        return _nested.Count - 1;
    }

    // A level of which only the existence matters still reads its rows.
    public Selection Selection => new([.. _columns], [.. _nested]);
}

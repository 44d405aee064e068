using ProjectGraph.Data.Model;
using ProjectGraph.Data.Query;

namespace ProjectGraph.Server.GraphQLApi.Planning;

/// <summary>Collects the columns and nested levels of one level while the selection is planned.</summary>
internal sealed class LevelBuilder
{
    private readonly List<Scalar> _columns = [];
    private readonly List<NestedSelection> _nested = [];

    /// <summary>Gets the ordinal of a column. A column that is selected several times is read once.</summary>
    public int AddColumn(Scalar column)
    {
        var known = _columns.IndexOf(column);
        if (known >= 0)
            return known;
        _columns.Add(column);
        return _columns.Count - 1;
    }

    public int AddColumn(IReadOnlyList<RelationModel> path, FieldModel field) => AddColumn(new FieldScalar(path, field));

    /// <summary>Adds a level below this one and returns its position.</summary>
    public int AddLevel(NestedSelection selection)
    {
        _nested.Add(selection);
        return _nested.Count - 1;
    }

    // A level without selected columns still reads its rows.
    public Selection Selection => new([.. _columns], [.. _nested]);
}

using ProjectGraph.Data.Model;
using ProjectGraph.Data.Query;

namespace ProjectGraph.Server.GraphQLApi.Planning;

/// <summary>Gathers what is read of one level while the selection is walked.</summary>
internal sealed class LevelBuilder
{
    private readonly List<Scalar> columns = [];
    private readonly List<NestedSelection> nested = [];

    /// <summary>The ordinal of a column; the same column is read once however often it is selected.</summary>
    public int Column(Scalar column)
    {
        var known = columns.IndexOf(column);
        if (known >= 0) return known;
        columns.Add(column);
        return columns.Count - 1;
    }

    public int Column(IReadOnlyList<RelationModel> path, FieldModel field) => Column(new FieldScalar(path, field));

    /// <summary>The position of a further level below this one.</summary>
    public int Nest(NestedSelection selection)
    {
        nested.Add(selection);
        return nested.Count - 1;
    }

    // A level of which only the existence matters still reads its rows.
    public Selection Selection => new([.. columns], [.. nested]);
}

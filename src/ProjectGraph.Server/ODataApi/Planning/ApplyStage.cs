using ProjectGraph.Data.Model;
using ProjectGraph.Data.Query;

namespace ProjectGraph.Server.ODataApi.Planning;

/// <summary>What the rows are behind a transformation: entities, groups of them, or rows of a derived table.</summary>
internal sealed record ApplyStage(RowScope Scope)
{
    /// <summary>What holds for the rows of this stage.</summary>
    public Filter? Filter { get; init; }

    public IReadOnlyList<Ordering> Order { get; init; } = [];

    /// <summary>The columns of groups and derived rows; null while rows are entities.</summary>
    public IReadOnlyList<GroupColumn>? Columns { get; init; }

    /// <summary>The one grouping of the entities, and what held for these.</summary>
    public Aggregation? Aggregation { get; init; }

    public Filter? RowFilter { get; init; }

    public DerivedTable? Table { get; init; }

    /// <summary>What rows of each part of a <c>concat</c> consist of; the part's number is in the first column.</summary>
    public IReadOnlyList<EntityShape>? Branches { get; init; }

    /// <summary>How the rows are written; null while they are entities.</summary>
    public EntityShape? Shape => Columns is null ? null
        : Branches is { } branches ? GroupShapes.Of(Columns) with { Branches = branches, BranchColumn = 0 }
        : GroupShapes.Of(Columns);

    /// <summary>A stage of these columns, in which names mean them alone.</summary>
    /// <param name="before">The rows that were grouped.</param>
    public static ApplyStage Of(RowScope before, IReadOnlyList<GroupColumn> columns)
    {
        var names = new NamedScalars { IsGrouped = true };
        // A name is a value or an object of values, and one of each.
        if (columns.GroupBy(column => column.Path[0]).FirstOrDefault(same => same.Count() > 1 && (same.Any(column => column.Path.Count == 1) || same.Count() > same.Select(column => column.Name).Distinct().Count())) is { } twice)
            throw new ApiException(ErrorCodes.ODataInvalid, $"The name '{twice.Key}' is given twice.", twice.Key);
        foreach (var column in columns)
        {
            if (column.Field is { } field) names.Replace(field, column.Scalar);
            else names.Add(column.Path[0], column.Scalar);
        }
        return new(new RowScope(before.Variable, before.Entity) { Names = names }) { Columns = columns };
    }
}

/// <param name="Path">The property's name, with the navigations before it.</param>
/// <param name="Field">The field that it is still known by; null for a name that the query made up.</param>
/// <param name="IsMany">Whether the path goes through a collection.</param>
internal sealed record GroupColumn(IReadOnlyList<string> Path, Scalar Scalar, FieldScalar? Field = null, bool IsMany = false)
{
    public string Name => string.Join('/', Path);

    public int Ordinal => Scalar switch
    {
        GroupScalar group => group.Column,
        ColumnScalar column => column.Column,
        _ => throw new InvalidOperationException("A column of a group is a column of its table."),
    };

    /// <summary>The same column of another table.</summary>
    public GroupColumn At(int ordinal) =>
        this with { Scalar = new ColumnScalar(ordinal, Scalar.Kind, Scalar.Enum, Scalar is ColumnScalar { IsReal: true }) };
}

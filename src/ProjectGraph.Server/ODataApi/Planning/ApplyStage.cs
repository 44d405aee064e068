using ProjectGraph.Data.Model;
using ProjectGraph.Data.Query;

namespace ProjectGraph.Server.ODataApi.Planning;

/// <summary>The rows after a transformation: entities, groups of them, or rows of a derived table.</summary>
internal sealed record ApplyStage(RowScope Scope)
{
    /// <summary>The condition on the rows of this stage.</summary>
    public Filter? Filter { get; init; }

    public IReadOnlyList<Ordering> Order { get; init; } = [];

    /// <summary>The columns of groups and derived rows; null while rows are entities.</summary>
    public IReadOnlyList<GroupColumn>? Columns { get; init; }

    /// <summary>The single grouping of the entities; <see cref="RowFilter"/> is the condition on them.</summary>
    public Aggregation? Aggregation { get; init; }

    public Filter? RowFilter { get; init; }

    public DerivedTable? Table { get; init; }

    /// <summary>The shape of each part of a <c>concat</c>. The first column holds the part's number.</summary>
    public IReadOnlyList<EntityShape>? Branches { get; init; }

    /// <summary>The shape in which the rows are written; null while they are entities.</summary>
    public EntityShape? Shape =>
        Columns is null ? null
        : Branches is { } branches ? GroupShapes.Create(Columns) with { Branches = branches, BranchColumn = 0 }
        : GroupShapes.Create(Columns);

    /// <summary>Creates a stage of these columns. Its names refer to these columns only.</summary>
    /// <param name="before">The rows that were grouped.</param>
    public static ApplyStage Create(RowScope before, IReadOnlyList<GroupColumn> columns)
    {
        var names = new NamedScalars { IsGrouped = true };
        // A name is either one value or one object of values, and is unique.
        if (
            columns
                .GroupBy(column => column.Path[0])
                .FirstOrDefault(same =>
                    same.Count() > 1
                    && (same.Any(column => column.Path.Count == 1) || same.Count() > same.Select(column => column.Name).Distinct().Count())
                ) is
            { } twice
        )
            throw new ApiException(
                ErrorCodes.ODataValidationFailed,
                $"The name '{twice.Key}' is used twice. Give each value its own name.",
                twice.Key
            );
        foreach (var column in columns)
        {
            if (column.Field is { } field)
                names.Replace(field, column.Scalar);
            else
                names.Add(column.Path[0], column.Scalar);
        }
        return new(new RowScope(before.Variable, before.Entity) { Names = names }) { Columns = columns };
    }
}

/// <param name="Path">The property's name, preceded by its navigations.</param>
/// <param name="Field">The field that the column holds; null for a computed name.</param>
/// <param name="IsMany">Whether the path goes through a collection.</param>
internal sealed record GroupColumn(IReadOnlyList<string> Path, Scalar Scalar, FieldScalar? Field = null, bool IsMany = false)
{
    public string Name => string.Join('/', Path);

    public int Ordinal =>
        Scalar switch
        {
            GroupScalar group => group.Column,
            ColumnScalar column => column.Column,
            _ => throw new InvalidOperationException("The column of a group is not a column of its table."),
        };

    /// <summary>Returns the same column at a position of another table.</summary>
    public GroupColumn WithOrdinal(int ordinal) =>
        this with
        {
            Scalar = new ColumnScalar(ordinal, Scalar.Kind, Scalar.Enum, Scalar is ColumnScalar { IsReal: true }),
        };
}

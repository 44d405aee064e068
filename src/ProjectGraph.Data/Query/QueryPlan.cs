using ProjectGraph.Data.Model;

namespace ProjectGraph.Data.Query;

/// <summary>
/// A query as plain data, created by both protocols' planners and executed by <see cref="QueryRunner"/>. It contains slots
/// instead of values. The values are passed separately, so that one plan and its SQL serve every request of the same shape.
/// </summary>
public sealed record QueryPlan
{
    public required EntityModel Source { get; init; }

    /// <summary>The derived table that is read instead of the source; null reads the source.</summary>
    public DerivedTable? From { get; init; }

    /// <summary>Additional sources, cross-joined with the source.</summary>
    public IReadOnlyList<EntityModel> CrossJoined { get; init; } = [];

    /// <summary>The condition on the rows; null selects all.</summary>
    public Filter? Filter { get; init; }

    /// <summary>The slot of a full-text search; null for none.</summary>
    public int? SearchSlot { get; init; }

    /// <summary>The ordering. The runner appends the key if it is missing.</summary>
    public IReadOnlyList<Ordering> Order { get; init; } = [];

    public Page Page { get; init; } = Page.All;

    /// <summary>The columns and levels to read. Null for an <see cref="Aggregation"/> or a count only.</summary>
    public Selection? Selection { get; init; }

    /// <summary>Whether to count all matching rows, independent of the page.</summary>
    public bool CountsTotal { get; init; }

    /// <summary>The grouping; null reads rows.</summary>
    public Aggregation? Aggregation { get; init; }

    /// <summary>The plan as text. Equal plans print equally, so the text is the key of the runner's cache.</summary>
    public override string ToString() => QueryPlanPrinter.Print(this);
}

/// <summary>The columns of one level, from its row and its to-one relations, and the levels below.</summary>
/// <param name="Columns">Result ordinals are positions in this list.</param>
/// <param name="Nested">The levels below, one statement each, keyed by the rows of this level.</param>
public sealed record Selection(IReadOnlyList<Scalar> Columns, IReadOnlyList<NestedSelection> Nested);

/// <param name="ParentColumn">Ordinal, in the parent's columns, of the value that the relation starts from.</param>
/// <param name="Relation">The to-many relation.</param>
/// <param name="Plan">The plan of the related rows. Its page and count apply per parent.</param>
public sealed record NestedSelection(int ParentColumn, RelationModel Relation, QueryPlan Plan);

/// <param name="By">The value to order by.</param>
public sealed record Ordering(Scalar By, bool Descending = false);

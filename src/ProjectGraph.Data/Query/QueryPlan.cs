using ProjectGraph.Data.Model;

namespace ProjectGraph.Data.Query;

/// <summary>
/// A question to the graph as plain data: what both protocols' planners make and the one <see cref="QueryRunner"/>
/// answers. Values are not in it: it names slots, and the values travel beside it, so that one plan (and its SQL)
/// serves every request of the same shape.
/// </summary>
public sealed record QueryPlan
{
    public required EntityModel Source { get; init; }

    /// <summary>What is read instead of the source itself; null is the source.</summary>
    public DerivedTable? From { get; init; }

    /// <summary>Further sources: each of their rows is put beside each of the source's.</summary>
    public IReadOnlyList<EntityModel> Cross { get; init; } = [];

    /// <summary>The rows that count; null is all.</summary>
    public Filter? Filter { get; init; }

    /// <summary>The slot of a full-text search; null is none.</summary>
    public int? SearchSlot { get; init; }

    /// <summary>The key is appended by the runner wherever it is missing.</summary>
    public IReadOnlyList<Ordering> Order { get; init; } = [];

    public Page Page { get; init; } = Page.All;

    /// <summary>What is read of each row. Null where <see cref="Aggregation"/> or only the count is wanted.</summary>
    public Selection? Selection { get; init; }

    /// <summary>Whether all rows that match are counted too, whatever the page.</summary>
    public bool CountsTotal { get; init; }

    /// <summary>Groups instead of rows.</summary>
    public Aggregation? Aggregation { get; init; }

    /// <summary>The plan as text; equal plans print equally, so it is also the key of the runner's cache.</summary>
    public override string ToString() => QueryPlanPrinter.Print(this);
}

/// <summary>What one level reads: columns of the row and of its to-one relations, and further levels below.</summary>
/// <param name="Columns">Ordinals of the result are positions in this list.</param>
/// <param name="Nested">One further statement each, keyed by the rows of this level.</param>
public sealed record Selection(IReadOnlyList<Scalar> Columns, IReadOnlyList<NestedSelection> Nested);

/// <param name="ParentColumn">Ordinal, in the parent's columns, of the value that the relation starts from.</param>
/// <param name="Relation">The to-many relation that is followed.</param>
/// <param name="Plan">What is read of the related rows: its page and count are per parent.</param>
public sealed record NestedSelection(int ParentColumn, RelationModel Relation, QueryPlan Plan);

/// <param name="By">What is compared.</param>
public sealed record Ordering(Scalar By, bool Descending = false);

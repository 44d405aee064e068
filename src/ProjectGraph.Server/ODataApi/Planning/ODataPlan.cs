using ProjectGraph.Data.Model;
using ProjectGraph.Data.Query;
using ProjectGraph.Server.Costs;

namespace ProjectGraph.Server.ODataApi.Planning;

/// <summary>A request's question as a plan without a page, the values of its slots, and how the answer is written.</summary>
internal sealed record ODataPlan
{
    public required QueryPlan Query { get; init; }
    public required IReadOnlyList<object?> Values { get; init; }
    public required EntityShape Shape { get; init; }

    /// <summary>The columns that name a row's place in the ordering, key last; empty for groups, whose pages are counted off.</summary>
    public IReadOnlyList<CursorColumn> Cursor { get; init; } = [];

    public long Skip { get; init; }

    /// <summary>Rows that were asked for over all pages; null is all.</summary>
    public long? Top { get; init; }

    /// <summary>What the context URL says about the selection, for clients of 4.0 and of 4.01.</summary>
    public SelectLists SelectLists { get; init; } = SelectLists.None;

    /// <summary>The last page that is known not to cost too much; null before the first.</summary>
    public AdmittedPage? Admitted { get; set; }
}

/// <param name="Rows">Its size.</param>
/// <param name="Sizes">The measurement of the store that it was weighed by.</param>
internal sealed record AdmittedPage(long Rows, Cost Cost, int Sizes);

internal sealed record CursorColumn(int Column, FieldKind Kind);

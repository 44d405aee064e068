using ProjectGraph.Data.Model;
using ProjectGraph.Data.Query;
using ProjectGraph.Server.Costs;

namespace ProjectGraph.Server.ODataApi.Planning;

/// <summary>The plan of a request without its page, with the values of its slots and the shape of the result.</summary>
internal sealed record ODataPlan
{
    public required QueryPlan Query { get; init; }
    public required IReadOnlyList<object?> Values { get; init; }
    public required EntityShape Shape { get; init; }

    /// <summary>The columns that identify a row's place in the ordering, key last. Empty for groups, which are paged by count.</summary>
    public IReadOnlyList<CursorColumn> Cursor { get; init; } = [];

    public long Skip { get; init; }

    /// <summary>The number of requested rows over all pages; null means all.</summary>
    public long? Top { get; init; }

    /// <summary>The select lists of the context URL, for clients of 4.0 and of 4.01.</summary>
    public SelectLists SelectLists { get; init; } = SelectLists.None;

    /// <summary>The last page whose cost was within the limit; null before the first.</summary>
    public AdmittedPage? Admitted { get; set; }
}

/// <param name="Rows">The page size.</param>
/// <param name="SizesVersion">The version of the store's sizes that the estimate used.</param>
internal sealed record AdmittedPage(long Rows, Cost Cost, int SizesVersion);

internal sealed record CursorColumn(int Column, FieldKind Kind);

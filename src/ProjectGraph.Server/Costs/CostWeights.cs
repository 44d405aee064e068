namespace ProjectGraph.Server.Costs;

/// <summary>The weights of operations that cost more than one object, in both protocols.</summary>
internal static class CostWeights
{
    /// <summary>The weight of a count, which reads every matching row instead of one page.</summary>
    public const int Count = 10;

    /// <summary>The weight of a search term. Each term is a lookup of its own, or a scan of every row.</summary>
    public const int SearchTerm = 10;

    /// <summary>The weight of grouping, which reads every matching row.</summary>
    public const int Aggregation = 100;

    /// <summary>The weight of a request to a vendor.</summary>
    public const int Vendor = 10;
}

namespace ProjectGraph.Server.Costs;

/// <summary>What weighs more than one object, in both protocols.</summary>
internal static class CostWeights
{
    /// <summary>Counting looks at every row that matches, not at those of a page.</summary>
    public const int Count = 10;

    /// <summary>Each term of a search is looked up by itself, or looked for in every row.</summary>
    public const int SearchTerm = 10;

    /// <summary>Groups are made of every row that matches.</summary>
    public const int Aggregation = 100;

    /// <summary>A request to a vendor.</summary>
    public const int Vendor = 10;
}

namespace ProjectGraph.Server.Costs;

/// <summary>What one question may cost: the sections <c>GraphQL:Cost</c> and <c>OData:Cost</c> of the configuration.</summary>
public sealed class CostLimits
{
    public double MaxFieldCost { get; set; }

    public double MaxTypeCost { get; set; }

    /// <summary>Bytes of a response: those that one request may hold.</summary>
    public double MaxBytes { get; set; } = double.MaxValue;

    /// <summary>Whether what costs more is refused; if not, the cost is only reported.</summary>
    public bool Enforce { get; set; } = true;

    /// <summary>A full page of GraphQL with everything below each row costs less than half of it.</summary>
    public static CostLimits OfGraphQL(IConfiguration configuration) => Of(configuration, "GraphQL:Cost", 100_000);

    /// <summary>OData's pages are ten times as long, and a full page of full pages fits: a feed is loaded whole.</summary>
    public static CostLimits OfOData(IConfiguration configuration) => Of(configuration, "OData:Cost", 2_000_000);

    /// <summary>
    /// The limits for a caller. Bytes are weighed by the averages of the whole store, which say little to a caller that sees a
    /// part of it, and must not be shown to it.
    /// </summary>
    public CostLimits For(CallerAccess caller) => caller.VendorAccounts is null
        ? this
        : new() { MaxFieldCost = MaxFieldCost, MaxTypeCost = MaxTypeCost, Enforce = Enforce };

    private static CostLimits Of(IConfiguration configuration, string section, double most)
    {
        var bytes = configuration.GetValue($"Limits:{nameof(Limits.ResponseBytesPerRequest)}", new Limits().ResponseBytesPerRequest);
        var limits = new CostLimits { MaxFieldCost = most, MaxTypeCost = most, MaxBytes = bytes };
        configuration.GetSection(section).Bind(limits);
        return limits;
    }
}

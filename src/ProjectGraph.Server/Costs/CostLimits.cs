namespace ProjectGraph.Server.Costs;

/// <summary>The maximum cost of one query, from the configuration sections <c>GraphQL:Cost</c> and <c>OData:Cost</c>.</summary>
public sealed class CostLimits
{
    public double MaxFieldCost { get; set; }

    public double MaxTypeCost { get; set; }

    /// <summary>The largest response in bytes, which is the memory that one request may hold.</summary>
    public double MaxBytes { get; set; } = double.MaxValue;

    /// <summary>Whether a query above the limits is refused. Otherwise its cost is only reported.</summary>
    public bool Enforce { get; set; } = true;

    /// <summary>Reads GraphQL's limits. A full page with everything below each row costs less than half of the default.</summary>
    public static CostLimits ReadGraphQL(IConfiguration configuration) => Read(configuration, "GraphQL:Cost", 100_000);

    /// <summary>Reads OData's limits. They allow a full page of full pages, because BI tools load whole feeds.</summary>
    public static CostLimits ReadOData(IConfiguration configuration) => Read(configuration, "OData:Cost", 2_000_000);

    /// <summary>
    /// Returns the limits for a caller. Sizes in bytes rest on the averages of the whole store. They mean little to a caller with
    /// access to a part of the store, and must not be revealed to it.
    /// </summary>
    public CostLimits ForCaller(CallerAccess caller) =>
        caller.VendorAccounts is null
            ? this
            : new()
            {
                MaxFieldCost = MaxFieldCost,
                MaxTypeCost = MaxTypeCost,
                Enforce = Enforce,
            };

    private static CostLimits Read(IConfiguration configuration, string section, double most)
    {
        var bytes = configuration.GetValue($"Limits:{nameof(Limits.ResponseBytesPerRequest)}", new Limits().ResponseBytesPerRequest);
        var limits = new CostLimits
        {
            MaxFieldCost = most,
            MaxTypeCost = most,
            MaxBytes = bytes,
        };
        configuration.GetSection(section).Bind(limits);
        return limits;
    }
}

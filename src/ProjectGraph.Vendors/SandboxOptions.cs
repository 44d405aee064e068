namespace ProjectGraph.Vendors;

public sealed record SandboxOptions
{
    /// <summary>How many generated projects each vendor has beside its documents' examples. The same number gives the same data.</summary>
    public int ProjectsPerVendor { get; init; } = 200;
}

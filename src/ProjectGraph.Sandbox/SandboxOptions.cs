namespace ProjectGraph.Sandbox;

public sealed record SandboxOptions
{
    /// <summary>
    /// The number of generated projects per vendor, in addition to the documents' examples. The same number gives the same data.
    /// </summary>
    public int ProjectsPerVendor { get; init; } = 200;
}

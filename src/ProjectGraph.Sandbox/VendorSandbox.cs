namespace ProjectGraph.Sandbox;

/// <summary>
/// Declares a vendor's emulator. <see cref="SandboxPipeline"/> handles the HTTP. An emulator is written from the vendor's documents
/// alone. It uses no code of the client or the graph, so that it can reveal their errors.
/// </summary>
public abstract class VendorSandbox
{
    /// <summary>The name in the URL: <c>planhat</c> is mounted at <c>/sandbox/planhat</c>.</summary>
    public abstract string Name { get; }

    /// <summary>Every documented operation, with the vendor's paths.</summary>
    public abstract SandboxRoutes Routes { get; }

    public virtual string ContentType => "application/json; charset=utf-8";

    /// <summary>The documented rate limits, enforced or only documented.</summary>
    public virtual IReadOnlyList<SandboxLimit> Limits => [];

    /// <summary>Names of the optional behaviours, for places where the vendor's documents are ambiguous.</summary>
    public virtual IReadOnlyList<string> Variants => [];

    /// <summary>
    /// Fills an empty store with the documents' examples, then with <see cref="SandboxSeed.Projects"/> generated projects.
    /// </summary>
    public abstract void Seed(SandboxStore store, SandboxSeed seed);

    /// <summary>Checks a request's credentials and content type before its route runs. Null accepts it.</summary>
    public virtual SandboxResponse? CheckRequest(SandboxRequest request) => null;

    /// <summary>Creates the vendor's error response: 400 malformed body, 404 unknown path, 405, 413, 429, or a fault's status.</summary>
    public abstract SandboxResponse CreateErrorResponse(int status, string message);
}

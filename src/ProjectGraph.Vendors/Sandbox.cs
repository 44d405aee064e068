namespace ProjectGraph.Vendors;

/// <summary>
/// What a vendor's emulator declares; <see cref="SandboxPipeline"/> does the HTTP around it. It is written from the vendor's
/// documents alone: it uses nothing of the client side and nothing of the graph, so that it can disagree with both.
/// </summary>
public abstract class Sandbox
{
    /// <summary>The name in the URL: <c>planhat</c> is mounted at <c>/sandbox/planhat</c>.</summary>
    public abstract string Name { get; }

    /// <summary>Every documented operation, with paths as the vendor spells them.</summary>
    public abstract SandboxRoutes Routes { get; }

    public virtual string ContentType => "application/json; charset=utf-8";

    /// <summary>The documented rate limits, enforced or only stated.</summary>
    public virtual IReadOnlyList<SandboxLimit> Limits => [];

    /// <summary>Names of the behaviours that can be switched on where the vendor's documents can be read two ways.</summary>
    public virtual IReadOnlyList<string> Variants => [];

    /// <summary>Fills an empty store: the documents' own examples, then <see cref="SandboxSeed.Projects"/> generated projects.</summary>
    public abstract void Fill(SandboxStore store, SandboxSeed seed);

    /// <summary>Looks at a request before its route does: credentials, content type. Null lets it pass.</summary>
    public virtual SandboxAnswer? Refuse(SandboxRequest request) => null;

    /// <summary>The vendor's own answer to a refusal: 400 malformed body, 404 unknown path, 405, 413, 429, or a fault's status.</summary>
    public abstract SandboxAnswer Problem(int status, string message);
}

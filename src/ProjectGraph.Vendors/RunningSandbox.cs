using ProjectGraph.Data.Storage;

namespace ProjectGraph.Vendors;

/// <summary>One mounted sandbox: what the vendor declares, and its state.</summary>
internal sealed class RunningSandbox(Sandbox sandbox, SandboxOptions options, IDocumentStore? documents, TimeProvider time)
{
    private const string Meta = "_sandbox";

    private readonly SandboxStore store = new(sandbox.Name, documents);
    private volatile bool filled;
    private SandboxLimiter limiter = new(sandbox.Limits, time);

    public Sandbox Sandbox => sandbox;
    public TimeProvider Time => time;
    public string Mount => "/sandbox/" + sandbox.Name;
    public SandboxFaultSet Faults { get; } = new();
    public SandboxRequestLog Log { get; } = new();
    public SandboxLimiter Limiter => limiter;

    /// <summary>The state, to be handed to a request. <see cref="Run"/> makes sure that it is filled.</summary>
    public SandboxStore Store => store;

    public T Run<T>(Func<T> work)
    {
        // A run of its own: were the first request refused, its roll-back would take the seed along.
        if (!filled) store.Run(() => filled = store[Meta].Has("seed") || Fill());
        return store.Run(work);
    }

    /// <summary>Back to the seed: records, counters, faults, the request log and the rate budget.</summary>
    public void Reset()
    {
        store.Run(() =>
        {
            store.Clear();
            return Fill();
        });
        Faults.Set();
        Log.Clear();
        limiter = new(sandbox.Limits, time);
    }

    private bool Fill()
    {
        sandbox.Fill(store, new(sandbox.Name, options.ProjectsPerVendor));
        store[Meta].Put("seed", new() { ["projectsPerVendor"] = options.ProjectsPerVendor });
        return true;
    }
}

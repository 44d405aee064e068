namespace ProjectGraph.Sandbox;

/// <summary>A mounted sandbox: the vendor's declaration and its state.</summary>
internal sealed class RunningSandbox(VendorSandbox sandbox, SandboxOptions options, ISandboxDocuments? documents, TimeProvider time)
{
    private const string Meta = "_sandbox";

    private readonly SandboxStore _store = new(sandbox.Name, documents);
    private volatile bool _isSeeded;
    private SandboxLimiter _limiter = new(sandbox.Limits, time);

    public VendorSandbox Sandbox => sandbox;
    public TimeProvider Time => time;
    public string Mount => "/sandbox/" + sandbox.Name;
    public SandboxFaultSet Faults { get; } = new();
    public SandboxRequestLog Log { get; } = new();
    public SandboxLimiter Limiter => _limiter;

    /// <summary>The state for a request. <see cref="Run"/> ensures that it is seeded.</summary>
    public SandboxStore Store => _store;

    public T Run<T>(Func<T> work)
    {
        // The seed has its own run: otherwise the roll-back of a refused first request would remove it.
        if (!_isSeeded)
            _store.Run(() => _isSeeded = _store[Meta].Has("seed") || Seed());
        return _store.Run(work);
    }

    /// <summary>Resets records, counters, faults, the request log and the rate limiter to the seed.</summary>
    public void Reset()
    {
        _store.Run(() =>
        {
            _store.Clear();
            return Seed();
        });
        Faults.Set();
        Log.Clear();
        _limiter = new(sandbox.Limits, time);
    }

    private bool Seed()
    {
        sandbox.Seed(_store, new(sandbox.Name, options.ProjectsPerVendor));
        _store[Meta].Put("seed", new() { ["projectsPerVendor"] = options.ProjectsPerVendor });
        return true;
    }
}

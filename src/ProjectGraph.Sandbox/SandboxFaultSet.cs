namespace ProjectGraph.Sandbox;

/// <summary>The enabled faults and variants of one sandbox, and how often each fault has matched.</summary>
public sealed class SandboxFaultSet
{
    private readonly Lock _gate = new();
    private SandboxFaults _current = new([], []);
    private int[] _matched = [];

    public void Set(SandboxFaults faults)
    {
        lock (_gate)
        {
            _current = new(faults.Faults ?? [], faults.Variants ?? []);
            _matched = new int[_current.Faults!.Count];
        }
    }

    public void Set(params SandboxFault[] faults) => Set(new SandboxFaults(faults));

    /// <summary>
    /// Returns the enabled faults, with <see cref="SandboxFault.After"/> and <see cref="SandboxFault.Times"/> counted down.
    /// </summary>
    public SandboxFaults Remaining()
    {
        lock (_gate)
        {
            return _current with { Faults = [.. _current.Faults!.Select((fault, i) => Remaining(fault, _matched[i]))] };
        }
    }

    public bool HasVariant(string variant)
    {
        lock (_gate)
        {
            return _current.Variants!.Contains(variant);
        }
    }

    /// <summary>Counts a request and returns the faults that affect it, in their order.</summary>
    public IReadOnlyList<SandboxFault> TakeMatching(string method, string path)
    {
        lock (_gate)
        {
            var hits = new List<SandboxFault>();
            for (var i = 0; i < _matched.Length; i++)
            {
                var fault = _current.Faults![i];
                if (!fault.Matches(method, path))
                    continue;
                var earlier = _matched[i]++;
                if (earlier >= fault.After && (fault.Times is null || earlier - fault.After < fault.Times))
                    hits.Add(fault);
            }
            return hits;
        }
    }

    private static SandboxFault Remaining(SandboxFault fault, int matched) =>
        fault with
        {
            After = Math.Max(0, fault.After - matched),
            Times = fault.Times is { } times ? Math.Clamp(times - (matched - fault.After), 0, times) : null,
        };
}

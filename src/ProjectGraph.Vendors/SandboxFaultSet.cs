namespace ProjectGraph.Vendors;

/// <summary>The enabled faults and variants of one sandbox, and how often each fault has matched.</summary>
public sealed class SandboxFaultSet
{
    private readonly Lock gate = new();
    private SandboxFaults current = new([], []);
    private int[] matched = [];

    public void Set(SandboxFaults faults)
    {
        lock (gate)
        {
            current = new(faults.Faults ?? [], faults.Variants ?? []);
            matched = new int[current.Faults!.Count];
        }
    }

    public void Set(params SandboxFault[] faults) => Set(new SandboxFaults(faults));

    /// <summary>
    /// Returns the enabled faults, with <see cref="SandboxFault.After"/> and <see cref="SandboxFault.Times"/> counted down.
    /// </summary>
    public SandboxFaults Remaining()
    {
        lock (gate)
        {
            return current with { Faults = [.. current.Faults!.Select((fault, i) => Remaining(fault, matched[i]))] };
        }
    }

    public bool Has(string variant)
    {
        lock (gate)
        {
            return current.Variants!.Contains(variant);
        }
    }

    /// <summary>Counts a request and returns the faults that affect it, in their order.</summary>
    public IReadOnlyList<SandboxFault> Take(string method, string path)
    {
        lock (gate)
        {
            var hits = new List<SandboxFault>();
            for (var i = 0; i < matched.Length; i++)
            {
                var fault = current.Faults![i];
                if (!fault.Matches(method, path)) continue;
                var earlier = matched[i]++;
                if (earlier >= fault.After && (fault.Times is null || earlier - fault.After < fault.Times)) hits.Add(fault);
            }
            return hits;
        }
    }

    private static SandboxFault Remaining(SandboxFault fault, int matched) => fault with
    {
        After = Math.Max(0, fault.After - matched),
        Times = fault.Times is { } times ? Math.Clamp(times - (matched - fault.After), 0, times) : null,
    };
}

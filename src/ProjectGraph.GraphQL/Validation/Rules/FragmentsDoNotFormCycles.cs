using ProjectGraph.GraphQL.Language;

namespace ProjectGraph.GraphQL.Validation.Rules;

/// <summary>Spec section 5.5.2.2.</summary>
internal sealed class FragmentsDoNotFormCycles(ValidationContext context) : ValidationRule(context)
{
    private readonly HashSet<string> _visited = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _startOf = new(StringComparer.Ordinal);
    private readonly List<FragmentSpreadNode> _path = [];

    public override void EnterFragment(FragmentNode fragment)
    {
        // An own stack: a chain of fragments may be longer than the thread's.
        var open = new Stack<(FragmentNode Fragment, IEnumerator<FragmentSpreadNode> Spreads)>();
        Open(fragment, open);
        while (open.TryPeek(out var current))
        {
            if (current.Spreads.MoveNext())
            {
                Follow(current.Spreads.Current, open);
                continue;
            }

            open.Pop();
            _startOf.Remove(current.Fragment.Name.Value);
            if (open.Count > 0)
                _path.RemoveAt(_path.Count - 1);
        }
    }

    private void Follow(FragmentSpreadNode spread, Stack<(FragmentNode Fragment, IEnumerator<FragmentSpreadNode> Spreads)> open)
    {
        string name = spread.Name.Value;
        _path.Add(spread);
        if (_startOf.TryGetValue(name, out int start))
            Report(name, _path[start..]);
        else if (Context.Fragment(name) is { } next && Open(next, open))
            return;
        _path.RemoveAt(_path.Count - 1);
    }

    private bool Open(FragmentNode fragment, Stack<(FragmentNode Fragment, IEnumerator<FragmentSpreadNode> Spreads)> open)
    {
        if (!_visited.Add(fragment.Name.Value))
            return false;
        _startOf[fragment.Name.Value] = _path.Count;
        open.Push((fragment, ((IEnumerable<FragmentSpreadNode>)Context.Facts[fragment].Spreads).GetEnumerator()));
        return true;
    }

    private void Report(string name, List<FragmentSpreadNode> cycle)
    {
        string via = string.Join(", ", cycle.SkipLast(1).Select(spread => $"\"{spread.Name.Value}\""));
        Context.Report(
            $"Cannot spread fragment \"{name}\" within itself{(via.Length == 0 ? "" : $" via {via}")}.",
            [.. cycle.Select(spread => spread.Location)]);
    }
}

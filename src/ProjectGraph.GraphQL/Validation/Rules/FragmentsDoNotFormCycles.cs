using ProjectGraph.GraphQL.Language;

namespace ProjectGraph.GraphQL.Validation.Rules;

/// <summary>Spec section 5.5.2.2.</summary>
internal sealed class FragmentsDoNotFormCycles(ValidationContext context) : ValidationRule(context)
{
    private Search? _search;

    public override void EnterFragment(FragmentNode fragment)
    {
        // The limits have already detected whether there are cycles. This rule finds them.
        if (Context.HasFragmentCycles)
            (_search ??= new Search(Context)).From(fragment);
    }

    private sealed class Search(ValidationContext context)
    {
        private readonly HashSet<string> _visited = new(StringComparer.Ordinal);
        private readonly Dictionary<string, int> _startOf = new(StringComparer.Ordinal);
        private readonly List<FragmentSpreadNode> _path = [];

        // Uses its own stack, because a chain of fragments may exceed the thread's.
        private readonly Stack<(FragmentNode Fragment, int NextSpread)> _open = new();

        public void From(FragmentNode fragment)
        {
            Open(fragment);
            while (_open.TryPop(out var current))
            {
                ReadOnlySpan<FragmentSpreadNode> spreads = context.Facts[current.Fragment].Spreads;
                if (current.NextSpread < spreads.Length)
                {
                    _open.Push((current.Fragment, current.NextSpread + 1));
                    Follow(spreads[current.NextSpread]);
                    continue;
                }

                _startOf.Remove(current.Fragment.Name.Value);
                if (_open.Count > 0)
                    _path.RemoveAt(_path.Count - 1);
            }
        }

        private void Follow(FragmentSpreadNode spread)
        {
            string name = spread.Name.Value;
            _path.Add(spread);
            if (_startOf.TryGetValue(name, out int start))
                Report(name, _path[start..]);
            else if (context.Fragment(name) is { } next && Open(next))
                return;
            _path.RemoveAt(_path.Count - 1);
        }

        private bool Open(FragmentNode fragment)
        {
            if (!_visited.Add(fragment.Name.Value))
                return false;
            _startOf[fragment.Name.Value] = _path.Count;
            _open.Push((fragment, 0));
            return true;
        }

        private void Report(string name, List<FragmentSpreadNode> cycle)
        {
            string via = string.Join(", ", cycle.SkipLast(1).Select(spread => $"\"{spread.Name.Value}\""));
            context.Report(
                $"Cannot spread fragment \"{name}\" within itself{(via.Length == 0 ? "" : $" via {via}")}.",
                [.. cycle.Select(spread => spread.Location)]);
        }
    }
}

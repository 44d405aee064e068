using ProjectGraph.GraphQL.Language;

namespace ProjectGraph.GraphQL.Validation.Rules;

/// <summary>Spec section 5.5.2.2.</summary>
internal sealed class FragmentsDoNotFormCycles(ValidationContext context) : ValidationRule(context)
{
    private CycleSearch? _search;

    public override void EnterFragment(FragmentNode fragment)
    {
        // The limits have already detected whether there are cycles. This rule finds them.
        if (Context.HasFragmentCycles)
            (_search ??= new CycleSearch(Context)).Run(fragment);
    }

    private sealed class CycleSearch(ValidationContext context)
    {
        private readonly HashSet<string> _visited = new(StringComparer.Ordinal);
        private readonly Dictionary<string, int> _pathIndexes = new(StringComparer.Ordinal);
        private readonly List<FragmentSpreadNode> _path = [];

        // Uses its own stack, because a chain of fragments may exceed the thread's.
        private readonly Stack<(FragmentNode Fragment, int NextSpread)> _stack = new();

        public void Run(FragmentNode fragment)
        {
            TryEnter(fragment);
            while (_stack.TryPop(out var current))
            {
                ReadOnlySpan<FragmentSpreadNode> spreads = context.Facts[current.Fragment].Spreads;
                if (current.NextSpread < spreads.Length)
                {
                    _stack.Push((current.Fragment, current.NextSpread + 1));
                    VisitSpread(spreads[current.NextSpread]);
                    continue;
                }

                _pathIndexes.Remove(current.Fragment.Name.Value);
                if (_stack.Count > 0)
                    _path.RemoveAt(_path.Count - 1);
            }
        }

        private void VisitSpread(FragmentSpreadNode spread)
        {
            string name = spread.Name.Value;
            _path.Add(spread);
            if (_pathIndexes.TryGetValue(name, out int start))
                Report(name, _path[start..]);
            else if (context.FindFragment(name) is { } next && TryEnter(next))
                return;
            _path.RemoveAt(_path.Count - 1);
        }

        private bool TryEnter(FragmentNode fragment)
        {
            if (!_visited.Add(fragment.Name.Value))
                return false;
            _pathIndexes[fragment.Name.Value] = _path.Count;
            _stack.Push((fragment, 0));
            return true;
        }

        private void Report(string name, List<FragmentSpreadNode> cycle)
        {
            string via = string.Join(", ", cycle.SkipLast(1).Select(spread => $"\"{spread.Name.Value}\""));
            context.Report(
                $"Cannot spread fragment \"{name}\" within itself{(via.Length == 0 ? "" : $" via {via}")}.",
                [.. cycle.Select(spread => spread.Location)]
            );
        }
    }
}

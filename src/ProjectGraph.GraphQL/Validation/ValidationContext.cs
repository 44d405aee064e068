using System.Collections.Immutable;
using ProjectGraph.GraphQL.Language;
using ProjectGraph.GraphQL.Types;

namespace ProjectGraph.GraphQL.Validation;

/// <summary>
/// The shared state of the rules: the document and its facts, the types at the visited node, and the errors.
/// </summary>
internal sealed class ValidationContext
{
    // One set for all rules, cleared before each use.
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly HashSet<string> _reachedNames = new(StringComparer.Ordinal);
    private readonly List<DefinitionFacts> _reached = [];
    private readonly Dictionary<string, FragmentNode>? _fragments;
    private OperationNode? _reachedFrom;

    public ValidationContext(Schema schema, DocumentNode document, ValidationLimits limits)
    {
        Schema = schema;
        Document = document;
        Limits = limits;
        foreach (DefinitionNode definition in document.Definitions)
        {
            if (definition is OperationNode)
                OperationCount++;
            else if (definition is FragmentNode fragment)
                (_fragments ??= new(StringComparer.Ordinal)).TryAdd(fragment.Name.Value, fragment);
        }
    }

    public Schema Schema { get; }

    public DocumentNode Document { get; }

    public ValidationLimits Limits { get; }

    /// <summary>The number of operations in the document.</summary>
    public int OperationCount { get; }

    public List<GraphQLError> Errors { get; } = [];

    /// <summary>The facts of each operation and fragment. Complete before the rules run.</summary>
    public Dictionary<ExecutableDefinitionNode, DefinitionFacts> Facts { get; } = new(ReferenceEqualityComparer.Instance);

    /// <summary>
    /// The number of fields of all operations with expanded fragments, which is the document's size when compiled.
    /// </summary>
    public long FieldCount { get; set; }

    /// <summary>
    /// Whether fragments form cycles. Rules that follow fragments would not end then, and the cycle is an error anyway.
    /// </summary>
    public bool HasFragmentCycles { get; set; }

    /// <summary>The types at the visited node.</summary>
    public TypeScope Scope { get; set; }

    /// <summary>Returns the first fragment with this name.</summary>
    public FragmentNode? FindFragment(string name) => _fragments?.GetValueOrDefault(name);

    /// <summary>Whether all nodes have different names.</summary>
    public bool AreDistinct<T>(ImmutableArray<T> nodes, Func<T, string> name)
    {
        if (nodes.Length < 2)
            return true;
        _names.Clear();
        foreach (T node in nodes)
        {
            if (!_names.Add(name(node)))
                return false;
        }

        return true;
    }

    /// <summary>Returns "Did you mean …?". Empty where the host does not allow suggestions.</summary>
    public string DidYouMean(string input, IEnumerable<string> options) =>
        Limits.AllowSuggestions ? Suggestions.DidYouMean(input, options) : "";

    /// <summary>Returns a suggestion of another form. Empty where the host does not allow suggestions.</summary>
    public string DidYouMean(Func<string> suggestion) => Limits.AllowSuggestions ? suggestion() : "";

    public void Report(string message, params IReadOnlyList<SourceLocation> locations) => Report(null, message, locations);

    /// <summary>Reports a violation of one of the host's rules.</summary>
    public void Report(HostRule? rule, string message, params IReadOnlyList<SourceLocation> locations)
    {
        if (Errors.Count >= Limits.MaxErrors)
            throw new ValidationAbortedException();
        Errors.Add(new GraphQLError(message, locations) { Rule = rule });
    }

    /// <summary>Returns an operation and the fragments that it reaches, each once. Valid until the next call.</summary>
    public List<DefinitionFacts> GetReachable(OperationNode operation)
    {
        // The rules about variables request the same operation one after the other.
        if (ReferenceEquals(operation, _reachedFrom))
            return _reached;
        _reachedFrom = operation;
        _reachedNames.Clear();
        _reached.Clear();
        AddReachable(operation, _reachedNames, _reached);
        return _reached;
    }

    /// <summary>Adds a definition and the fragments that it reaches, except those that were already reached.</summary>
    public void AddReachable(ExecutableDefinitionNode definition, HashSet<string> names, List<DefinitionFacts> reached)
    {
        int next = reached.Count;
        reached.Add(Facts[definition]);
        for (; next < reached.Count; next++)
        {
            foreach (FragmentSpreadNode spread in reached[next].Spreads)
            {
                if (names.Add(spread.Name.Value) && FindFragment(spread.Name.Value) is { } fragment)
                    reached.Add(Facts[fragment]);
            }
        }
    }
}

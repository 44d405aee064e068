using ProjectGraph.GraphQL.Language;
using ProjectGraph.GraphQL.Types;

namespace ProjectGraph.GraphQL.Validation;

/// <summary>What rules share: the document and its facts, the types at the node being visited, and the errors.</summary>
internal sealed class ValidationContext
{
    private readonly Dictionary<string, FragmentNode> _fragments = new(StringComparer.Ordinal);

    public ValidationContext(Schema schema, DocumentNode document, ValidationLimits limits)
    {
        Schema = schema;
        Document = document;
        Limits = limits;
        foreach (FragmentNode fragment in document.Definitions.OfType<FragmentNode>())
            _fragments.TryAdd(fragment.Name.Value, fragment);
    }

    public Schema Schema { get; }

    public DocumentNode Document { get; }

    public ValidationLimits Limits { get; }

    public List<GraphQLError> Errors { get; } = [];

    /// <summary>What each operation and fragment uses; known when the rules run.</summary>
    public Dictionary<ExecutableDefinitionNode, DefinitionFacts> Facts { get; } = new(ReferenceEqualityComparer.Instance);

    /// <summary>The fields of all operations, fragments in place: what the document will weigh when compiled.</summary>
    public long Fields { get; set; }

    /// <summary>Rules that follow fragments wherever they lead would not come back; the cycle is an error anyway.</summary>
    public bool HasFragmentCycles { get; set; }

    /// <summary>The types at the node being visited.</summary>
    public TypeScope Scope { get; set; }

    public FragmentNode? Fragment(string name) => _fragments.GetValueOrDefault(name);

    /// <summary>"Did you mean …?"; empty where the host does not give its names away.</summary>
    public string DidYouMean(string input, IEnumerable<string> options) => DidYouMean(() => Suggestions.DidYouMean(input, options));

    /// <summary>The same for a suggestion of another form.</summary>
    public string DidYouMean(Func<string> suggestion) => Limits.AllowSuggestions ? suggestion() : "";

    public void Report(string message, params IReadOnlyList<SourceLocation> locations) => Report(null, message, locations);

    /// <summary>A rule of the host's is broken.</summary>
    public void Report(HostRule? rule, string message, params IReadOnlyList<SourceLocation> locations)
    {
        if (Errors.Count >= Limits.MaxErrors)
            throw new ValidationAbortedException();
        Errors.Add(new GraphQLError(message, locations) { Rule = rule });
    }

    /// <summary>A definition and the fragments that it reaches, each once.</summary>
    public IEnumerable<DefinitionFacts> Reachable(ExecutableDefinitionNode definition)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var unread = new Queue<ExecutableDefinitionNode>([definition]);
        while (unread.TryDequeue(out ExecutableDefinitionNode? next))
        {
            DefinitionFacts facts = Facts[next];
            yield return facts;
            foreach (FragmentSpreadNode spread in facts.Spreads)
            {
                if (seen.Add(spread.Name.Value) && Fragment(spread.Name.Value) is { } fragment)
                    unread.Enqueue(fragment);
            }
        }
    }
}

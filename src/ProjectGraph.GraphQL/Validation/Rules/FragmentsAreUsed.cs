using ProjectGraph.GraphQL.Language;

namespace ProjectGraph.GraphQL.Validation.Rules;

/// <summary>Spec section 5.5.1.4.</summary>
internal sealed class FragmentsAreUsed(ValidationContext context) : ValidationRule(context)
{
    public override void LeaveDocument(DocumentNode document)
    {
        if (document.Definitions.Length == Context.OperationCount)
            return;
        var used = new HashSet<string>(StringComparer.Ordinal);
        var reached = new List<DefinitionFacts>();
        foreach (OperationNode operation in document.Definitions.OfType<OperationNode>())
            Context.AddReachable(operation, used, reached);
        foreach (FragmentNode fragment in document.Definitions.OfType<FragmentNode>())
        {
            if (!used.Contains(fragment.Name.Value))
                Context.Report($"Fragment \"{fragment.Name.Value}\" is never used.", fragment.Location);
        }
    }
}

using ProjectGraph.GraphQL.Language;

namespace ProjectGraph.GraphQL.Validation.Rules;

/// <summary>Spec section 5.5.1.4.</summary>
internal sealed class FragmentsAreUsed(ValidationContext context) : ValidationRule(context)
{
    public override void LeaveDocument(DocumentNode document)
    {
        var used = new HashSet<string>(StringComparer.Ordinal);
        var unread = new Queue<ExecutableDefinitionNode>(document.Definitions.OfType<OperationNode>());
        while (unread.TryDequeue(out ExecutableDefinitionNode? definition))
        {
            foreach (FragmentSpreadNode spread in Context.Facts[definition].Spreads)
            {
                if (used.Add(spread.Name.Value) && Context.Fragment(spread.Name.Value) is { } fragment)
                    unread.Enqueue(fragment);
            }
        }

        foreach (FragmentNode fragment in document.Definitions.OfType<FragmentNode>())
        {
            if (!used.Contains(fragment.Name.Value))
                Context.Report($"Fragment \"{fragment.Name.Value}\" is never used.", fragment.Location);
        }
    }
}

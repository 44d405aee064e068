using ProjectGraph.GraphQL.Language;
using ProjectGraph.GraphQL.Types;

namespace ProjectGraph.GraphQL.Validation.Rules;

/// <summary>Spec section 5.2.4.1: one root field, not of introspection, and not one that variables decide about.</summary>
internal sealed class SubscriptionsHaveSingleRootField(ValidationContext context) : ValidationRule(context)
{
    private readonly OrderedDictionary<string, List<FieldNode>> _fields = new(StringComparer.Ordinal);
    private readonly HashSet<string> _visited = new(StringComparer.Ordinal);
    private readonly List<SourceLocation> _conditions = [];

    public override void EnterOperation(OperationNode operation)
    {
        if (operation.Kind != OperationKind.Subscription || Context.Schema.SubscriptionType is not { } root)
            return;
        _fields.Clear();
        _visited.Clear();
        _conditions.Clear();
        Collect(operation.SelectionSet, root);

        string subject = operation.Name is null ? "Anonymous Subscription" : $"Subscription \"{operation.Name.Value}\"";
        if (_conditions.Count > 0)
        {
            Context.Report($"{subject} must not use `@skip` or `@include` directives in the top level selection.", [.. _conditions]);
            return;
        }

        if (_fields.Count > 1)
        {
            Context.Report(
                $"{subject} must select only one top level field.",
                [.. _fields.Values.Skip(1).SelectMany(nodes => nodes).Select(node => node.Location)]);
        }

        foreach (List<FieldNode> nodes in _fields.Values.Where(nodes => nodes[0].Name.StartsWith("__", StringComparison.Ordinal)))
        {
            Context.Report(
                $"{subject} must not select an introspection top level field.", [.. nodes.Select(node => node.Location)]);
        }
    }

    private void Collect(SelectionSetNode selections, ObjectType root)
    {
        foreach (SelectionNode selection in selections.Selections)
        {
            _conditions.AddRange(selection.Directives
                .Where(directive => directive.Name is "skip" or "include").Select(directive => directive.Location));
            switch (selection)
            {
                case FieldNode field:
                    if (!_fields.TryGetValue(field.ResponseName, out List<FieldNode>? nodes))
                        _fields.Add(field.ResponseName, nodes = []);
                    nodes.Add(field);
                    break;
                case InlineFragmentNode inline when Applies(inline.TypeCondition, root):
                    Collect(inline.SelectionSet, root);
                    break;
                case FragmentSpreadNode spread when _visited.Add(spread.Name.Value):
                    if (Context.Fragment(spread.Name.Value) is { } fragment && Applies(fragment.TypeCondition, root))
                        Collect(fragment.SelectionSet, root);
                    break;
            }
        }
    }

    private bool Applies(NamedTypeNode? condition, ObjectType root) =>
        condition is null
        || (Context.Schema.FindType(condition.Name) is CompositeType type && Schema.IsSubType(type, root));
}

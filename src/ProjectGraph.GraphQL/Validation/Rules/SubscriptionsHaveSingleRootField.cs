using ProjectGraph.GraphQL.Language;
using ProjectGraph.GraphQL.Types;

namespace ProjectGraph.GraphQL.Validation.Rules;

/// <summary>
/// Spec section 5.2.4.1: a subscription has one root field, without introspection and without @skip or @include.
/// </summary>
internal sealed class SubscriptionsHaveSingleRootField(ValidationContext context) : ValidationRule(context)
{
    public override void EnterOperation(OperationNode operation)
    {
        if (operation.Kind != OperationKind.Subscription || Context.Schema.SubscriptionType is not { } root)
            return;
        var selected = new RootSelections(Context, root);
        selected.Collect(operation.SelectionSet);

        string subject = operation.Name is null ? "Anonymous Subscription" : $"Subscription \"{operation.Name.Value}\"";
        if (selected.Conditions.Count > 0)
        {
            Context.Report(
                $"{subject} must not use `@skip` or `@include` directives in the top level selection.",
                [.. selected.Conditions]
            );
            return;
        }

        if (selected.Fields.Count > 1)
        {
            Context.Report(
                $"{subject} must select only one top level field.",
                [.. selected.Fields.Values.Skip(1).SelectMany(nodes => nodes).Select(node => node.Location)]
            );
        }

        foreach (List<FieldNode> nodes in selected.Fields.Values.Where(nodes => nodes[0].Name.StartsWith("__", StringComparison.Ordinal)))
        {
            Context.Report($"{subject} must not select an introspection top level field.", [.. nodes.Select(node => node.Location)]);
        }
    }

    /// <summary>The fields of a subscription's root by response name, and the conditions of their selections.</summary>
    private sealed class RootSelections(ValidationContext context, ObjectType root)
    {
        private readonly HashSet<string> _visited = new(StringComparer.Ordinal);

        public OrderedDictionary<string, List<FieldNode>> Fields { get; } = new(StringComparer.Ordinal);

        public List<SourceLocation> Conditions { get; } = [];

        public void Collect(SelectionSetNode selections)
        {
            foreach (SelectionNode selection in selections.Selections)
            {
                Conditions.AddRange(
                    selection.Directives.Where(directive => directive.Name is "skip" or "include").Select(directive => directive.Location)
                );
                switch (selection)
                {
                    case FieldNode field:
                        if (!Fields.TryGetValue(field.ResponseName, out List<FieldNode>? nodes))
                            Fields.Add(field.ResponseName, nodes = []);
                        nodes.Add(field);
                        break;
                    case InlineFragmentNode inline when TypeConditionApplies(inline.TypeCondition):
                        Collect(inline.SelectionSet);
                        break;
                    case FragmentSpreadNode spread when _visited.Add(spread.Name.Value):
                        if (context.FindFragment(spread.Name.Value) is { } fragment && TypeConditionApplies(fragment.TypeCondition))
                            Collect(fragment.SelectionSet);
                        break;
                }
            }
        }

        private bool TypeConditionApplies(NamedTypeNode? condition) =>
            condition is null || (context.Schema.FindType(condition.Name) is CompositeType type && Schema.IsSubType(type, root));
    }
}

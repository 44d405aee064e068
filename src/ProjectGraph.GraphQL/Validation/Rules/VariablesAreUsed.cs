using ProjectGraph.GraphQL.Language;

namespace ProjectGraph.GraphQL.Validation.Rules;

/// <summary>Spec section 5.8.4.</summary>
internal sealed class VariablesAreUsed(ValidationContext context) : ValidationRule(context)
{
    public override void EnterOperation(OperationNode operation)
    {
        if (operation.Variables.Length == 0)
            return;
        var used = Context.Reachable(operation).SelectMany(facts => facts.Variables).Select(usage => usage.Node.Name)
            .ToHashSet(StringComparer.Ordinal);
        string place = operation.Name is null ? "" : $" in operation \"{operation.Name.Value}\"";
        foreach (VariableDefinitionNode variable in operation.Variables)
        {
            if (!used.Contains(variable.Variable.Name))
                Context.Report($"Variable \"${variable.Variable.Name}\" is never used{place}.", variable.Location);
        }
    }
}

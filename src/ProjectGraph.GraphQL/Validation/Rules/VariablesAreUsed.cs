using ProjectGraph.GraphQL.Language;

namespace ProjectGraph.GraphQL.Validation.Rules;

/// <summary>Spec section 5.8.4.</summary>
internal sealed class VariablesAreUsed(ValidationContext context) : ValidationRule(context)
{
    public override void EnterOperation(OperationNode operation)
    {
        foreach (VariableDefinitionNode variable in operation.Variables)
        {
            if (IsUsed(variable.Variable.Name, operation))
                continue;
            string place = operation.Name is null ? "" : $" in operation \"{operation.Name.Value}\"";
            Context.Report($"Variable \"${variable.Variable.Name}\" is never used{place}.", variable.Location);
        }
    }

    private bool IsUsed(string name, OperationNode operation)
    {
        foreach (DefinitionFacts facts in Context.GetReachable(operation))
        {
            foreach (VariableUsage usage in facts.Variables)
            {
                if (usage.Node.Name == name)
                    return true;
            }
        }

        return false;
    }
}

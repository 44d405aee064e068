using ProjectGraph.GraphQL.Language;

namespace ProjectGraph.GraphQL.Validation.Rules;

/// <summary>Spec section 5.8.3.</summary>
internal sealed class VariablesAreDefined(ValidationContext context) : ValidationRule(context)
{
    public override void EnterOperation(OperationNode operation)
    {
        foreach (DefinitionFacts facts in Context.GetReachable(operation))
        {
            foreach (VariableUsage usage in facts.Variables)
            {
                if (operation.Variable(usage.Node.Name) is null)
                    Report(usage.Node, operation);
            }
        }
    }

    private void Report(VariableNode variable, OperationNode operation)
    {
        string place = operation.Name is null ? "" : $" by operation \"{operation.Name.Value}\"";
        Context.Report($"Variable \"${variable.Name}\" is not defined{place}.", variable.Location, operation.Location);
    }
}

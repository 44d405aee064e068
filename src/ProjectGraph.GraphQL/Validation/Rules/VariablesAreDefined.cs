using ProjectGraph.GraphQL.Language;

namespace ProjectGraph.GraphQL.Validation.Rules;

/// <summary>Spec section 5.8.3.</summary>
internal sealed class VariablesAreDefined(ValidationContext context) : ValidationRule(context)
{
    public override void EnterOperation(OperationNode operation)
    {
        var defined = operation.Variables.Select(variable => variable.Variable.Name).ToHashSet(StringComparer.Ordinal);
        string place = operation.Name is null ? "" : $" by operation \"{operation.Name.Value}\"";
        foreach (VariableUsage usage in Context.Reachable(operation).SelectMany(facts => facts.Variables))
        {
            if (!defined.Contains(usage.Node.Name))
                Context.Report($"Variable \"${usage.Node.Name}\" is not defined{place}.", usage.Node.Location, operation.Location);
        }
    }
}

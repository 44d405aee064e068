using ProjectGraph.GraphQL.Language;

namespace ProjectGraph.GraphQL.Validation.Rules;

/// <summary>Spec section 5.8.1.</summary>
internal sealed class VariableNamesAreUnique(ValidationContext context) : ValidationRule(context)
{
    public override void EnterOperation(OperationNode operation)
    {
        if (Context.AreDistinct(operation.Variables, static variable => variable.Variable.Name))
            return;
        foreach (var group in operation.Variables.GroupBy(variable => variable.Variable.Name).Where(group => group.Skip(1).Any()))
        {
            Context.Report(
                $"There can be only one variable named \"${group.Key}\".",
                [.. group.Select(variable => variable.Variable.Location)]
            );
        }
    }
}

using ProjectGraph.GraphQL.Language;

namespace ProjectGraph.GraphQL.Validation.Rules;

/// <summary>Spec section 5.2.3.1.</summary>
internal sealed class AnonymousOperationIsAlone(ValidationContext context) : ValidationRule(context)
{
    public override void EnterOperation(OperationNode operation)
    {
        if (operation.Name is null && Context.OperationCount > 1)
            Context.Report("This anonymous operation must be the only defined operation.", operation.Location);
    }
}

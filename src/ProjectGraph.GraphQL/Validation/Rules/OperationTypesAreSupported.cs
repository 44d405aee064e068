using ProjectGraph.GraphQL.Language;

namespace ProjectGraph.GraphQL.Validation.Rules;

/// <summary>Spec section 5.2.1.1: the schema has a root for each kind of operation that is used.</summary>
internal sealed class OperationTypesAreSupported(ValidationContext context) : ValidationRule(context)
{
    public override void EnterOperation(OperationNode operation)
    {
        if (Context.Schema.GetRootType(operation.Kind) is not null)
            return;
        string kind = operation.Kind.ToString().ToLowerInvariant();
        Context.Report($"The {kind} operation is not supported by the schema.", operation.Location);
    }
}

using ProjectGraph.GraphQL.Language;

namespace ProjectGraph.GraphQL.Validation.Rules;

/// <summary>Spec section 5.2.3.1.</summary>
internal sealed class AnonymousOperationIsAlone(ValidationContext context) : ValidationRule(context)
{
    private int _operations;

    public override void EnterDocument(DocumentNode document) => _operations = document.Definitions.OfType<OperationNode>().Count();

    public override void EnterOperation(OperationNode operation)
    {
        if (operation.Name is null && _operations > 1)
            Context.Report("This anonymous operation must be the only defined operation.", operation.Location);
    }
}

using ProjectGraph.GraphQL.Language;

namespace ProjectGraph.GraphQL.Validation.Rules;

/// <summary>Spec section 5.1.1: an executable document contains only operations and fragments.</summary>
internal sealed class DefinitionsAreExecutable(ValidationContext context) : ValidationRule(context)
{
    public override void EnterDocument(DocumentNode document)
    {
        foreach (DefinitionNode node in document.Definitions)
        {
            if (node is TypeSystemNode definition)
                Context.Report($"The {GetName(definition)} definition is not executable.", definition.Location);
        }
    }

    private static string GetName(TypeSystemNode definition) =>
        definition switch
        {
            TypeDefinitionNode type => $"\"{type.Name.Value}\"",
            DirectiveDefinitionNode directive => $"\"{directive.Name.Value}\"",
            _ => "schema",
        };
}

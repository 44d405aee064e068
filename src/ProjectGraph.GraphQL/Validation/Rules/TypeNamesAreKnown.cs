using ProjectGraph.GraphQL.Language;
using ProjectGraph.GraphQL.Types;

namespace ProjectGraph.GraphQL.Validation.Rules;

/// <summary>Spec sections 5.5.1.2 and 5.8.2: the types that a document refers to exist.</summary>
internal sealed class TypeNamesAreKnown(ValidationContext context) : ValidationRule(context)
{
    public override void EnterNamedType(NamedTypeNode type)
    {
        string name = type.Name;
        if (Context.Schema.FindType(name) is not null)
            return;
        string suggestion = Context.DidYouMean(name, Context.Schema.Types.Names);
        Context.Report($"Unknown type \"{name}\".{suggestion}", type.Location);
    }
}

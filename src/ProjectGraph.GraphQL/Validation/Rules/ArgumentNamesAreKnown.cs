using System.Collections.Immutable;
using ProjectGraph.GraphQL.Language;
using ProjectGraph.GraphQL.Types;

namespace ProjectGraph.GraphQL.Validation.Rules;

/// <summary>Spec section 5.4.1.</summary>
internal sealed class ArgumentNamesAreKnown(ValidationContext context) : ValidationRule(context)
{
    public override void EnterArguments(ImmutableArray<ArgumentNode> arguments)
    {
        (string Place, NamedList<InputValueDefinition> Known)? owner = Scope switch
        {
            { Directive: { } directive } => ($"directive \"@{directive.Name}\"", directive.Arguments),
            { Field: { } field } => ($"field \"{Scope.Parent}.{field.Name}\"", field.Arguments),
            _ => null,
        };
        if (owner is not { } found)
            return;
        foreach (ArgumentNode argument in arguments)
        {
            string name = argument.Name;
            if (found.Known.IndexOf(name) >= 0)
                continue;
            string suggestion = Context.DidYouMean(name, found.Known.Names);
            Context.Report($"Unknown argument \"{name}\" on {found.Place}.{suggestion}", argument.Location);
        }
    }
}

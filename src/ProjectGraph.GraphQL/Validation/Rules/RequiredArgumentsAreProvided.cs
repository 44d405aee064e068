using System.Collections.Immutable;
using ProjectGraph.GraphQL.Language;
using ProjectGraph.GraphQL.Types;

namespace ProjectGraph.GraphQL.Validation.Rules;

/// <summary>Spec section 5.4.3.</summary>
internal sealed class RequiredArgumentsAreProvided(ValidationContext context) : ValidationRule(context)
{
    public override void EnterField(FieldNode field)
    {
        if (Scope.Field is not { } definition)
            return;
        foreach (InputValueDefinition argument in definition.Arguments)
        {
            if (IsMissing(argument, field.Arguments))
                Report($"Field \"{definition.Name}\"", argument, field.Location);
        }
    }

    public override void EnterDirective(DirectiveNode directive, DirectiveLocation location)
    {
        if (Scope.Directive is not { } definition)
            return;
        foreach (InputValueDefinition argument in definition.Arguments)
        {
            if (IsMissing(argument, directive.Arguments))
                Report($"Directive \"@{definition.Name}\"", argument, directive.Location);
        }
    }

    private static bool IsMissing(InputValueDefinition definition, ImmutableArray<ArgumentNode> arguments)
    {
        if (!definition.IsRequired)
            return false;
        foreach (ArgumentNode argument in arguments)
        {
            if (argument.Name == definition.Name)
                return false;
        }

        return true;
    }

    private void Report(string place, InputValueDefinition argument, SourceLocation location) =>
        Context.Report($"{place} argument \"{argument.Name}\" of type \"{argument.Type}\" is required, but it was not provided.", location);
}

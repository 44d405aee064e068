using System.Collections.Immutable;
using ProjectGraph.GraphQL.Language;
using ProjectGraph.GraphQL.Types;

namespace ProjectGraph.GraphQL.Validation.Rules;

/// <summary>Spec section 5.4.3.</summary>
internal sealed class RequiredArgumentsAreProvided(ValidationContext context) : ValidationRule(context)
{
    public override void EnterField(FieldNode field)
    {
        if (Scope.Field is { Arguments.Count: > 0 } definition)
            Check($"Field \"{definition.Name}\"", definition.Arguments, field.Arguments, field.Location);
    }

    public override void EnterDirective(DirectiveNode directive, DirectiveLocation location)
    {
        if (Scope.Directive is { Arguments.Count: > 0 } definition)
            Check($"Directive \"@{definition.Name}\"", definition.Arguments, directive.Arguments, directive.Location);
    }

    private void Check(
        string place, NamedList<InputValueDefinition> definitions, ImmutableArray<ArgumentNode> arguments, SourceLocation location)
    {
        foreach (InputValueDefinition definition in definitions)
        {
            if (definition.IsRequired && arguments.All(argument => argument.Name != definition.Name))
            {
                Context.Report(
                    $"{place} argument \"{definition.Name}\" of type \"{definition.Type}\" is required, but it was not provided.",
                    location);
            }
        }
    }
}

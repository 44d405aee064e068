using System.Collections.Immutable;
using ProjectGraph.GraphQL.Language;
using ProjectGraph.GraphQL.Types;

namespace ProjectGraph.GraphQL.Validation.Rules;

/// <summary>Spec section 5.4.1.</summary>
internal sealed class ArgumentNamesAreKnown(ValidationContext context) : ValidationRule(context)
{
    public override void EnterArguments(ImmutableArray<ArgumentNode> arguments)
    {
        NamedList<InputValueDefinition>? known = Scope.Directive is { } directive ? directive.Arguments : Scope.Field?.Arguments;
        if (known is null)
            return;
        foreach (ArgumentNode argument in arguments)
        {
            if (known.IndexOf(argument.Name) < 0)
                Report(argument, known);
        }
    }

    private void Report(ArgumentNode argument, NamedList<InputValueDefinition> known)
    {
        string place = Scope.Directive is { } directive
            ? $"directive \"@{directive.Name}\""
            : $"field \"{Scope.Parent}.{Scope.Field!.Name}\"";
        string suggestion = Context.DidYouMean(argument.Name, known.Names);
        Context.Report($"Unknown argument \"{argument.Name}\" on {place}.{suggestion}", argument.Location);
    }
}

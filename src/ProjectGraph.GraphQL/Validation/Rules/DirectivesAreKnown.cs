using ProjectGraph.GraphQL.Language;

namespace ProjectGraph.GraphQL.Validation.Rules;

/// <summary>Spec sections 5.7.1 and 5.7.2: directives exist and are allowed at their locations.</summary>
internal sealed class DirectivesAreKnown(ValidationContext context) : ValidationRule(context)
{
    public override void EnterDirective(DirectiveNode directive, DirectiveLocation location)
    {
        string name = directive.Name;
        if (Scope.Directive is not { } definition)
            Context.Report($"Unknown directive \"@{name}\".", directive.Location);
        else if (!definition.Locations.Contains(location))
            Context.Report($"Directive \"@{name}\" may not be used on {DirectiveLocations.ToName(location)}.", directive.Location);
    }
}

using System.Collections.Immutable;
using ProjectGraph.GraphQL.Language;

namespace ProjectGraph.GraphQL.Validation.Rules;

/// <summary>Spec section 5.7.3.</summary>
internal sealed class DirectivesAreUniquePerLocation(ValidationContext context) : ValidationRule(context)
{
    public override void EnterDirectives(ImmutableArray<DirectiveNode> directives, DirectiveLocation location)
    {
        if (directives.Length < 2)
            return;
        var known = new Dictionary<string, DirectiveNode>(StringComparer.Ordinal);
        foreach (DirectiveNode directive in directives)
        {
            string name = directive.Name;
            if (Context.Schema.Directives.Find(name) is { IsRepeatable: false } && !known.TryAdd(name, directive))
            {
                Context.Report(
                    $"The directive \"@{name}\" can only be used once at this location.",
                    known[name].Location,
                    directive.Location
                );
            }
        }
    }
}

using ProjectGraph.GraphQL.Language;
using ProjectGraph.GraphQL.Types;

namespace ProjectGraph.GraphQL.Validation.Rules;

/// <summary>Spec section 5.3.1.</summary>
internal sealed class FieldsAreDefined(ValidationContext context) : ValidationRule(context)
{
    public override void EnterField(FieldNode field)
    {
        if (Scope.Parent is { } parent && Scope.Field is null)
            Report(field, parent);
    }

    private void Report(FieldNode field, CompositeType parent)
    {
        string name = field.Name;
        string suggestion = Context.DidYouMean(() =>
            Suggestions.DidYouMean("to use an inline fragment on ", FindTypesWithField(parent, name))
        );
        if (suggestion.Length == 0 && parent is ObjectOrInterfaceType fielded)
            suggestion = Context.DidYouMean(name, fielded.Fields.Names);
        Context.Report($"Cannot query field \"{name}\" on type \"{parent.Name}\".{suggestion}", field.Location);
    }

    // Interfaces that most of the possible types implement come first, then the object types themselves.
    private string[] FindTypesWithField(CompositeType parent, string field)
    {
        if (parent is not IAbstractType)
            return [];
        ObjectType[] objects = [.. Context.Schema.GetPossibleTypes(parent).Where(type => type.Fields.Find(field) is not null)];
        return
        [
            .. objects
                .SelectMany(type => type.Interfaces)
                .Where(type => type.Fields.Find(field) is not null)
                .GroupBy(type => type.Name)
                .OrderByDescending(group => group.Count())
                .ThenBy(group => group.Key, StringComparer.Ordinal)
                .Select(group => group.Key),
            .. objects.Select(type => type.Name).Order(StringComparer.Ordinal),
        ];
    }
}

using ProjectGraph.GraphQL.Language;
using ProjectGraph.GraphQL.Types;

namespace ProjectGraph.GraphQL.Validation.Rules;

/// <summary>Spec section 5.3.3: a leaf field has no selections, and every other field has at least one.</summary>
internal sealed class LeafFieldsHaveNoSelections(ValidationContext context) : ValidationRule(context)
{
    public override void EnterField(FieldNode field)
    {
        if (Scope.Output is not { } type)
            return;
        if (type.InnermostType is LeafType && field.SelectionSet is not null)
        {
            Context.Report(
                $"Field \"{field.Name}\" must not have a selection since type \"{type}\" has no subfields.",
                field.SelectionSet.Location
            );
        }
        else if (type.InnermostType is CompositeType && field.SelectionSet is null)
        {
            string suggestion = Context.Limits.AllowSuggestions ? $" Did you mean \"{field.Name} {{ ... }}\"?" : "";
            Context.Report($"Field \"{field.Name}\" of type \"{type}\" must have a selection of subfields.{suggestion}", field.Location);
        }
    }
}

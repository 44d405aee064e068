using ProjectGraph.GraphQL.Language;

namespace ProjectGraph.GraphQL.Validation.Rules;

/// <summary>
/// Not part of the specification: limits nested introspection lists, because a schema has cycles and nested lists multiply.
/// </summary>
internal sealed class IntrospectionIsNotTooDeep(ValidationContext context) : ValidationRule(context)
{
    private const int MaxLists = 3;

    public override void EnterField(FieldNode field)
    {
        if (field.Name is "__schema" or "__type" && !Context.HasFragmentCycles && ExceedsListNesting(field.SelectionSet, 0))
            Context.Report("Maximum introspection depth exceeded", field.Location);
    }

    private bool ExceedsListNesting(SelectionSetNode? selections, int depth)
    {
        if (selections is null)
            return false;
        foreach (SelectionNode selection in selections.Selections)
        {
            bool isTooDeep = selection switch
            {
                FieldNode { Name: "fields" or "interfaces" or "possibleTypes" or "inputFields" } list => depth + 1 >= MaxLists
                    || ExceedsListNesting(list.SelectionSet, depth + 1),
                FieldNode field => ExceedsListNesting(field.SelectionSet, depth),
                InlineFragmentNode inline => ExceedsListNesting(inline.SelectionSet, depth),
                FragmentSpreadNode spread => ExceedsListNesting(Context.FindFragment(spread.Name.Value)?.SelectionSet, depth),
                _ => false,
            };
            if (isTooDeep)
                return true;
        }

        return false;
    }
}

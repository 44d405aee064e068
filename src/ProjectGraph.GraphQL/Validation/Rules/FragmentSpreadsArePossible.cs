using ProjectGraph.GraphQL.Language;
using ProjectGraph.GraphQL.Types;

namespace ProjectGraph.GraphQL.Validation.Rules;

/// <summary>Spec section 5.5.2.3: at least one object type belongs to both types.</summary>
internal sealed class FragmentSpreadsArePossible(ValidationContext context) : ValidationRule(context)
{
    public override void EnterInlineFragment(InlineFragmentNode inline)
    {
        if (Scope is { Output: CompositeType type, Parent: { } parent } && !Context.Schema.HaveCommonObjectType(type, parent))
        {
            Context.Report(
                $"Fragment cannot be spread here as objects of type \"{parent}\" can never be of type \"{type}\".",
                inline.Location
            );
        }
    }

    public override void EnterSpread(FragmentSpreadNode spread)
    {
        string name = spread.Name.Value;
        if (
            Context.FindFragment(name) is { } fragment
            && Context.Schema.FindType(fragment.TypeCondition.Name) is CompositeType type
            && Scope.Parent is { } parent
            && !Context.Schema.HaveCommonObjectType(type, parent)
        )
        {
            Context.Report(
                $"Fragment \"{name}\" cannot be spread here as objects of type \"{parent}\" can never be of type \"{type}\".",
                spread.Location
            );
        }
    }
}

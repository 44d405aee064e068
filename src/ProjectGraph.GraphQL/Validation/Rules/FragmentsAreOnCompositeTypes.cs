using ProjectGraph.GraphQL.Language;
using ProjectGraph.GraphQL.Types;

namespace ProjectGraph.GraphQL.Validation.Rules;

/// <summary>Spec section 5.5.1.3.</summary>
internal sealed class FragmentsAreOnCompositeTypes(ValidationContext context) : ValidationRule(context)
{
    public override void EnterInlineFragment(InlineFragmentNode inline)
    {
        if (inline.TypeCondition is { } condition && IsNotComposite(condition))
            Context.Report($"Fragment cannot condition on non composite type \"{condition.Name}\".", condition.Location);
    }

    public override void EnterFragment(FragmentNode fragment)
    {
        if (IsNotComposite(fragment.TypeCondition))
        {
            Context.Report(
                $"Fragment \"{fragment.Name.Value}\" cannot condition on non composite type \"{fragment.TypeCondition.Name}\".",
                fragment.TypeCondition.Location
            );
        }
    }

    // Another rule reports unknown types.
    private bool IsNotComposite(NamedTypeNode condition) => Context.Schema.FindType(condition.Name) is { } type and not CompositeType;
}

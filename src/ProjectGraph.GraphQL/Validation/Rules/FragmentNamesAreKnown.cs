using ProjectGraph.GraphQL.Language;

namespace ProjectGraph.GraphQL.Validation.Rules;

/// <summary>Spec section 5.5.2.1.</summary>
internal sealed class FragmentNamesAreKnown(ValidationContext context) : ValidationRule(context)
{
    public override void EnterSpread(FragmentSpreadNode spread)
    {
        if (Context.FindFragment(spread.Name.Value) is null)
            Context.Report($"Unknown fragment \"{spread.Name.Value}\".", spread.Name.Location);
    }
}

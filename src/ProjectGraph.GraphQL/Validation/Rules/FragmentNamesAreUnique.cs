using ProjectGraph.GraphQL.Language;

namespace ProjectGraph.GraphQL.Validation.Rules;

/// <summary>Spec section 5.5.1.1.</summary>
internal sealed class FragmentNamesAreUnique(ValidationContext context) : ValidationRule(context)
{
    public override void EnterFragment(FragmentNode fragment)
    {
        NameNode name = fragment.Name;
        if (Context.FindFragment(name.Value) is { } first && !ReferenceEquals(first, fragment))
            Context.Report($"There can be only one fragment named \"{name.Value}\".", first.Name.Location, name.Location);
    }
}

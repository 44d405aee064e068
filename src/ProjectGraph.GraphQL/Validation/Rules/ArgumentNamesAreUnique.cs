using System.Collections.Immutable;
using ProjectGraph.GraphQL.Language;

namespace ProjectGraph.GraphQL.Validation.Rules;

/// <summary>Spec section 5.4.2.</summary>
internal sealed class ArgumentNamesAreUnique(ValidationContext context) : ValidationRule(context)
{
    public override void EnterArguments(ImmutableArray<ArgumentNode> arguments)
    {
        if (Context.AreDistinct(arguments, static argument => argument.Name))
            return;
        foreach (var group in arguments.GroupBy(argument => argument.Name).Where(group => group.Skip(1).Any()))
        {
            Context.Report($"There can be only one argument named \"{group.Key}\".", [.. group.Select(argument => argument.Location)]);
        }
    }
}

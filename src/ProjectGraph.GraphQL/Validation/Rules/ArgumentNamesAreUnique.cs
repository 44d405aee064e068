using ProjectGraph.GraphQL.Language;

namespace ProjectGraph.GraphQL.Validation.Rules;

/// <summary>Spec section 5.4.2.</summary>
internal sealed class ArgumentNamesAreUnique(ValidationContext context) : ValidationRule(context)
{
    public override void EnterArguments(IReadOnlyList<ArgumentNode> arguments)
    {
        if (arguments.Count < 2)
            return;
        foreach (var group in arguments.GroupBy(argument => argument.Name.Value).Where(group => group.Skip(1).Any()))
        {
            Context.Report(
                $"There can be only one argument named \"{group.Key}\".", [.. group.Select(argument => argument.Name.Location)]);
        }
    }
}

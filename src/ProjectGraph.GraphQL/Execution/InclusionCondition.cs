using ProjectGraph.GraphQL.Language;
using ProjectGraph.GraphQL.Types;

namespace ProjectGraph.GraphQL.Execution;

/// <summary>A @skip or @include that depends on a variable. Constant conditions are decided at compile time.</summary>
internal readonly record struct InclusionCondition(string Variable, bool Expected, SourceLocation Location)
{
    /// <summary>Adds the conditions of a selection to the enclosing ones. Null where the selection is never included.</summary>
    public static IReadOnlyList<InclusionCondition>? Append(
        IReadOnlyList<InclusionCondition> outer,
        IReadOnlyList<DirectiveNode> directives
    )
    {
        List<InclusionCondition>? own = null;
        foreach (DirectiveNode directive in directives)
        {
            if (directive.Name is not ("skip" or "include"))
                continue;
            bool expected = directive.Name == "include";
            switch (directive.Arguments.FirstOrDefault(argument => argument.Name == "if")?.Value)
            {
                case BooleanValueNode constant when constant.Value != expected:
                    return null;
                case VariableNode variable
                    when !outer.Any(condition => condition.Variable == variable.Name && condition.Expected == expected):
                    (own ??= []).Add(new InclusionCondition(variable.Name, expected, variable.Location));
                    break;
            }
        }

        return own is null ? outer : [.. outer, .. own];
    }

    /// <exception cref="GraphQLException">The variable is null, which its default allows.</exception>
    public bool IsMet(VariableValues variables) =>
        Evaluate(variables)
        ?? throw new ArgumentCoercionException("Argument \"if\" of non-null type \"Boolean!\" must not be null.", [Location]);

    public static bool AreAllMet(IReadOnlyList<InclusionCondition> conditions, VariableValues variables)
    {
        foreach (InclusionCondition condition in conditions)
        {
            if (!condition.IsMet(variables))
                return false;
        }

        return true;
    }

    /// <summary><see cref="AreAllMet"/> for use after an error was found: a null condition does not hold.</summary>
    public static bool AreAllKnownToBeMet(IReadOnlyList<InclusionCondition> conditions, VariableValues variables) =>
        conditions.All(condition => condition.Evaluate(variables) == true);

    private bool? Evaluate(VariableValues variables) =>
        variables.TryGet(Variable, out object? value) && value is bool flag ? flag == Expected : null;
}

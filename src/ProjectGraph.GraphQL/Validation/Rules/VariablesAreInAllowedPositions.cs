using ProjectGraph.GraphQL.Language;
using ProjectGraph.GraphQL.Types;

namespace ProjectGraph.GraphQL.Validation.Rules;

/// <summary>Spec section 5.8.5: a variable's type fits its position, including the defaults of both.</summary>
internal sealed class VariablesAreInAllowedPositions(ValidationContext context) : ValidationRule(context)
{
    public override void EnterOperation(OperationNode operation)
    {
        if (operation.Variables.IsEmpty)
            return;
        foreach (DefinitionFacts facts in Context.GetReachable(operation))
        {
            foreach (VariableUsage usage in facts.Variables)
            {
                if (operation.Variable(usage.Node.Name) is { } definition)
                    Check(usage, definition);
            }
        }
    }

    private void Check(VariableUsage usage, VariableDefinitionNode definition)
    {
        if (usage.Type is not { } expected || Context.Schema.ResolveType(definition.Type) is not { } type)
            return;
        if (!IsAllowed(type, definition.DefaultValue, expected, usage.Default))
        {
            Context.Report(
                $"Variable \"${usage.Node.Name}\" of type \"{type}\" used in position expecting type \"{expected}\".",
                definition.Location,
                usage.Node.Location
            );
        }
        else if (usage.InputParent is { IsOneOf: true } oneOf && !type.IsNonNull)
        {
            Context.Report(
                $"Variable \"${usage.Node.Name}\" is of type \"{type}\" but must be non-nullable to be used for "
                    + $"OneOf Input Object \"{oneOf.Name}\".",
                definition.Location,
                usage.Node.Location
            );
        }
    }

    private static bool IsAllowed(GraphQLType type, ValueNode? variableDefault, GraphQLType expected, ValueNode? positionDefault)
    {
        if (expected is NonNullType nonNull && !type.IsNonNull)
        {
            bool hasNonNullDefault = variableDefault is not (null or NullValueNode);
            return (hasNonNullDefault || positionDefault is not null) && Schema.IsSubType(nonNull.Inner, type);
        }

        return Schema.IsSubType(expected, type);
    }
}

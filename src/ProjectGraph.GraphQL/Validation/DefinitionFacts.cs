using ProjectGraph.GraphQL.Language;
using ProjectGraph.GraphQL.Types;

namespace ProjectGraph.GraphQL.Validation;

/// <summary>What one operation or fragment uses, not counting the fragments that it spreads.</summary>
internal sealed class DefinitionFacts
{
    public List<FragmentSpreadNode> Spreads { get; } = [];

    public List<VariableUsage> Variables { get; } = [];
}

/// <summary>A variable and what stands where it is used.</summary>
internal sealed record VariableUsage(VariableNode Node, GraphQLType? Type, ValueNode? Default, InputObjectType? InputParent);

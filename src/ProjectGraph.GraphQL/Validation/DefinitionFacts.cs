using System.Runtime.InteropServices;
using ProjectGraph.GraphQL.Language;
using ProjectGraph.GraphQL.Types;

namespace ProjectGraph.GraphQL.Validation;

/// <summary>What one operation or fragment uses, not counting the fragments that it spreads. Most use neither.</summary>
internal sealed class DefinitionFacts
{
    private List<FragmentSpreadNode>? _spreads;
    private List<VariableUsage>? _variables;

    public ReadOnlySpan<FragmentSpreadNode> Spreads => CollectionsMarshal.AsSpan(_spreads);

    public ReadOnlySpan<VariableUsage> Variables => CollectionsMarshal.AsSpan(_variables);

    public void Add(FragmentSpreadNode spread) => (_spreads ??= []).Add(spread);

    public void Add(VariableUsage usage) => (_variables ??= []).Add(usage);
}

/// <summary>A variable and what stands where it is used.</summary>
internal readonly record struct VariableUsage(VariableNode Node, GraphQLType? Type, ValueNode? Default, InputObjectType? InputParent);

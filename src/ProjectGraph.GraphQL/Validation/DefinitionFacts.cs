using System.Runtime.InteropServices;
using ProjectGraph.GraphQL.Language;
using ProjectGraph.GraphQL.Types;

namespace ProjectGraph.GraphQL.Validation;

/// <summary>
/// The variables and spreads of one operation or fragment, without those of the fragments that it spreads. Most definitions
/// have neither.
/// </summary>
internal sealed class DefinitionFacts
{
    private List<FragmentSpreadNode>? _spreads;
    private List<VariableUsage>? _variables;

    public ReadOnlySpan<FragmentSpreadNode> Spreads => CollectionsMarshal.AsSpan(_spreads);

    public ReadOnlySpan<VariableUsage> Variables => CollectionsMarshal.AsSpan(_variables);

    public void Add(FragmentSpreadNode spread) => (_spreads ??= []).Add(spread);

    public void Add(VariableUsage usage) => (_variables ??= []).Add(usage);
}

/// <summary>A use of a variable, and the type and default of its position.</summary>
internal readonly record struct VariableUsage(VariableNode Node, GraphQLType? Type, ValueNode? Default, InputObjectType? InputParent);

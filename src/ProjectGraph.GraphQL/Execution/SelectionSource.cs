using ProjectGraph.GraphQL.Language;
using ProjectGraph.GraphQL.Types;

namespace ProjectGraph.GraphQL.Execution;

/// <summary>The inputs for compiling syntax to selected fields.</summary>
internal sealed record SelectionSource(Schema Schema, IReadOnlyDictionary<string, FragmentNode> Fragments);

/// <summary>A selection set of the document, with the variable conditions that decide whether it is included.</summary>
internal readonly record struct ConditionalSelections(SelectionSetNode Node, IReadOnlyList<InclusionCondition> Conditions);

/// <summary>One occurrence of a field, with the variable conditions that decide whether it is included.</summary>
internal readonly record struct ConditionalField(FieldNode Node, IReadOnlyList<InclusionCondition> Conditions);

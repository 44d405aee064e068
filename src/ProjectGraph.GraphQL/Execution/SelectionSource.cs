using ProjectGraph.GraphQL.Language;
using ProjectGraph.GraphQL.Types;

namespace ProjectGraph.GraphQL.Execution;

/// <summary>What is needed to turn syntax into selected fields.</summary>
internal sealed record SelectionSource(Schema Schema, IReadOnlyDictionary<string, FragmentNode> Fragments);

/// <summary>A selection set of the document, and the variables that decide whether it counts.</summary>
internal readonly record struct GuardedSelections(SelectionSetNode Node, IReadOnlyList<Guard> Guards);

/// <summary>One occurrence of a field, and the variables that decide whether it counts.</summary>
internal readonly record struct GuardedField(FieldNode Node, IReadOnlyList<Guard> Guards);

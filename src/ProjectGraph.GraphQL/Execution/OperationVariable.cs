using ProjectGraph.GraphQL.Language;
using ProjectGraph.GraphQL.Types;

namespace ProjectGraph.GraphQL.Execution;

/// <summary>A variable that an operation declares, with its resolved type and coerced default.</summary>
internal sealed record OperationVariable(string Name, GraphQLType Type, bool HasDefault, object? Default, SourceLocation Location)
{
    public static OperationVariable Compile(Schema schema, VariableDefinitionNode node)
    {
        GraphQLType type = schema.ResolveType(node.Type)!;
        object? value = null;
        bool hasDefault = node.DefaultValue is not null && LiteralCoercion.TryCoerce(node.DefaultValue, type, null, out value);
        return new OperationVariable(node.Variable.Name, type, hasDefault, value, node.Location);
    }
}

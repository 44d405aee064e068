using ProjectGraph.GraphQL.Types;

namespace ProjectGraph.GraphQL.Execution;

/// <summary>The part of a request that a resolver can access.</summary>
public sealed class ResolverContext
{
    private readonly ResultNode _node;
    private readonly int _slot;
    private ArgumentValues? _arguments;

    internal ResolverContext(ExecutionRequest request, ResultNode node, int slot, object? parent)
    {
        Request = request;
        _node = node;
        _slot = slot;
        Field = node.GetField(slot);
        Parent = parent;
    }

    public SelectedField Field { get; }

    /// <summary>The parent field's value. On a root field, the root value.</summary>
    public object? Parent { get; }

    /// <summary>The host's object for this request.</summary>
    public object? State => Request.State;

    public VariableValues Variables => Request.Variables;

    public CancellationToken CancellationToken => Request.CancellationToken;

    /// <summary>The arguments, coerced on first use.</summary>
    /// <exception cref="GraphQLException">An argument cannot be coerced. If not caught, it becomes the field's error.</exception>
    public ArgumentValues Arguments => _arguments ??= Field.CoerceArguments(Variables);

    /// <summary>The response names and list indexes from the root. Built on each call.</summary>
    public IReadOnlyList<object> Path => _node.GetPath(_slot);

    private ExecutionRequest Request { get; }
}

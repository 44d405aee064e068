using System.Buffers;
using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace ProjectGraph.GraphQL.Language;

/// <summary>A stack of the nodes of all unfinished lists. Each list is created at its exact size when it ends.</summary>
internal sealed class PendingNodes
{
    private const int InitialCapacity = 64;

    private Node[] _nodes = ArrayPool<Node>.Shared.Rent(InitialCapacity);

    public int Count { get; private set; }

    public void Push(Node node)
    {
        if (Count == _nodes.Length)
            Grow();
        _nodes[Count++] = node;
    }

    /// <summary>Removes the nodes above <paramref name="start"/> from the stack and returns them as a list.</summary>
    public ImmutableArray<T> PopFrom<T>(int start)
        where T : Node
    {
        var list = new T[Count - start];
        for (int i = 0; i < list.Length; i++)
            list[i] = (T)_nodes[start + i];
        Count = start;
        return ImmutableCollectionsMarshal.AsImmutableArray(list);
    }

    /// <summary>Returns the memory to its pool. The stack must not be used afterwards.</summary>
    public void ReturnToPool() => ArrayPool<Node>.Shared.Return(_nodes, clearArray: true);

    private void Grow()
    {
        Node[] larger = ArrayPool<Node>.Shared.Rent(_nodes.Length * 2);
        _nodes.CopyTo(larger, 0);
        ArrayPool<Node>.Shared.Return(_nodes, clearArray: true);
        _nodes = larger;
    }
}

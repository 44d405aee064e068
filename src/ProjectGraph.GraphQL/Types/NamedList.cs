using System.Collections;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace ProjectGraph.GraphQL.Types;

/// <summary>Schema elements in declaration order, with look-up by name.</summary>
public sealed class NamedList<T> : IReadOnlyList<T>
    where T : ISchemaElement
{
    private readonly ImmutableArray<T> _items;
    private readonly Dictionary<string, int> _indexes;

    internal NamedList(IEnumerable<T> items, string owner)
    {
        _items = [.. items];
        _indexes = new Dictionary<string, int>(_items.Length, StringComparer.Ordinal);
        for (int i = 0; i < _items.Length; i++)
        {
            if (!_indexes.TryAdd(_items[i].Name, i))
                throw new SchemaException($"{owner} defines \"{_items[i].Name}\" more than once.");
        }
    }

    internal static NamedList<T> Empty { get; } = new([], "");

    public int Count => _items.Length;

    public IEnumerable<string> Names => _items.Select(item => item.Name);

    public T this[int index] => _items[index];

    /// <exception cref="KeyNotFoundException">The list has no element with this name.</exception>
    public T this[string name] => _items[_indexes[name]];

    public T? Find(string name) => _indexes.TryGetValue(name, out int index) ? _items[index] : default;

    public bool TryGet(string name, [MaybeNullWhen(false)] out T item)
    {
        bool found = _indexes.TryGetValue(name, out int index);
        item = found ? _items[index] : default;
        return found;
    }

    public int IndexOf(string name) => _indexes.TryGetValue(name, out int index) ? index : -1;

    public ImmutableArray<T>.Enumerator GetEnumerator() => _items.GetEnumerator();

    IEnumerator<T> IEnumerable<T>.GetEnumerator() => ((IEnumerable<T>)_items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => ((IEnumerable)_items).GetEnumerator();
}

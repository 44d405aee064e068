using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace ProjectGraph.GraphQL.Types;

/// <summary>
/// Coerced inputs by name, in the order of their definitions. An input without a value and a default is absent, which
/// differs from null.
/// </summary>
public abstract class InputDictionary : IReadOnlyDictionary<string, object?>
{
    /// <summary>Marks a slot that has no value.</summary>
    internal static readonly object Absent = new();

    private readonly NamedList<InputValueDefinition> _definitions;
    private readonly object?[] _slots;

    private protected InputDictionary(NamedList<InputValueDefinition> definitions, object?[] slots)
    {
        _definitions = definitions;
        _slots = slots;
    }

    public int Count => _slots.Count(IsPresent);

    public IEnumerable<string> Keys => this.Select(pair => pair.Key);

    public IEnumerable<object?> Values => _slots.Where(IsPresent);

    public object? this[string key] =>
        TryGetValue(key, out object? value) ? value : throw new KeyNotFoundException($"The input \"{key}\" has no value.");

    public bool ContainsKey(string key) => TryGetValue(key, out _);

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out object? value)
    {
        int index = _definitions.IndexOf(key);
        bool present = index >= 0 && IsPresent(_slots[index]);
        value = present ? _slots[index] : null;
        return present;
    }

    /// <summary>Returns the value, or the type's default where it is absent or null.</summary>
    public T? GetOrDefault<T>(string key) => TryGetValue(key, out object? value) && value is not null ? (T)value : default;

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator()
    {
        for (int i = 0; i < _slots.Length; i++)
        {
            if (IsPresent(_slots[i]))
                yield return new KeyValuePair<string, object?>(_definitions[i].Name, _slots[i]);
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static bool IsPresent(object? slot) => !ReferenceEquals(slot, Absent);
}

/// <summary>A coerced input object.</summary>
public sealed class InputObject : InputDictionary
{
    internal InputObject(InputObjectType type, object?[] slots)
        : base(type.Fields, slots) => Type = type;

    public InputObjectType Type { get; }
}

/// <summary>The coerced arguments of one field.</summary>
public sealed class ArgumentValues : InputDictionary
{
    internal ArgumentValues(NamedList<InputValueDefinition> definitions, object?[] slots)
        : base(definitions, slots) { }

    public static ArgumentValues None { get; } = new(NamedList<InputValueDefinition>.Empty, []);
}

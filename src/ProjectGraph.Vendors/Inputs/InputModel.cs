using System.Collections;
using ProjectGraph.Data.Model;

namespace ProjectGraph.Vendors.Inputs;

/// <summary>An input record as the protocols show it, read from its C# declaration once.</summary>
public sealed record InputModel(string Name, string Description, IReadOnlyList<InputField> Fields)
{
    /// <summary>Of no vendor: an input that has an object for each is read by a registry.</summary>
    private static readonly InputReflection plain = new([]);

    internal Func<object>? Create { get; init; }

    public static InputModel Of(Type type) => plain.Of(type);

    public InputField? Find(string name) => Fields.FirstOrDefault(field => field.Name == name);

    /// <summary>One input with the fields of several.</summary>
    internal static InputModel Join(InputModel main, params InputModel?[] others) =>
        new(main.Name, main.Description, [.. main.Fields, .. others.OfType<InputModel>().SelectMany(other => other.Fields)]);
}

/// <param name="Name">In camelCase.</param>
/// <param name="Required">Must be there, and not null.</param>
public sealed record InputField(string Name, string Description, InputShape Shape, bool Required)
{
    internal Action<object, object?>? Set { get; init; }

    /// <summary>Whether the record can hold null there.</summary>
    internal bool Nullable { get; init; } = true;
}

/// <summary>What a field takes.</summary>
public abstract record InputShape
{
    /// <summary>A single value.</summary>
    /// <param name="IdOf">The entity whose key this <see cref="FieldKind.Long"/> is; null for a plain value.</param>
    public sealed record Scalar(FieldKind Kind, Type? IdOf = null) : InputShape;

    public sealed record Choice(EnumModel Enum) : InputShape;

    /// <summary>A list, whose elements are never null.</summary>
    public sealed record Many(InputShape Element) : InputShape
    {
        internal Func<IList> Create { get; init; } = () => new List<object?>();
    }

    public sealed record Nested(InputModel Model) : InputShape;
}

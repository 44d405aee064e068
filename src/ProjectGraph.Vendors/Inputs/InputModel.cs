using System.Collections;
using ProjectGraph.Data.Model;

namespace ProjectGraph.Vendors.Inputs;

/// <summary>Describes an input record for the protocols, read once from its C# declaration.</summary>
public sealed record InputModel(string Name, string Description, IReadOnlyList<InputField> Fields)
{
    /// <summary>Reads inputs without vendor objects. A registry reads those with an object per vendor.</summary>
    private static readonly InputReflection WithoutVendors = new([]);

    internal Func<object>? Create { get; init; }

    public static InputModel Get(Type type) => WithoutVendors.GetModel(type);

    public InputField? Find(string name) => Fields.FirstOrDefault(field => field.Name == name);

    /// <summary>Combines the fields of several inputs.</summary>
    internal static InputModel Combine(InputModel main, params InputModel?[] others) =>
        new(main.Name, main.Description, [.. main.Fields, .. others.OfType<InputModel>().SelectMany(other => other.Fields)]);
}

/// <param name="Name">In camelCase.</param>
/// <param name="Required">Whether the field must be given and not null.</param>
public sealed record InputField(string Name, string Description, InputShape Shape, bool Required)
{
    internal Action<object, object?>? Set { get; init; }

    /// <summary>Whether the record's property can be null.</summary>
    internal bool Nullable { get; init; } = true;
}

/// <summary>The kind of value that a field takes.</summary>
public abstract record InputShape
{
    /// <summary>A single value.</summary>
    /// <param name="IdOf">The entity whose key this <see cref="FieldKind.Long"/> is; null for a plain value.</param>
    public sealed record Scalar(FieldKind Kind, Type? IdOf = null) : InputShape;

    public sealed record Choice(EnumModel Enum) : InputShape;

    /// <summary>A list. Its elements are never null.</summary>
    public sealed record Many(InputShape Element) : InputShape
    {
        internal Func<IList> Create { get; init; } = () => new List<object?>();
    }

    public sealed record Nested(InputModel Model) : InputShape;
}

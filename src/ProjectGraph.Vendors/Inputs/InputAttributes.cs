using ProjectGraph.Data.Model;

namespace ProjectGraph.Vendors.Inputs;

/// <summary>
/// The public description of an input record or of one of its properties. A property's type says what it takes; the C#
/// keyword <c>required</c> makes it required, <see cref="Optional{T}"/> tells absent from null.
/// </summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Class)]
public sealed class InputAttribute(string description) : Attribute
{
    public string Description { get; } = description;

    /// <summary>The entity whose key this number is: the protocols take their own kind of id for it.</summary>
    public Type? IdOf { get; init; }
}

/// <summary>A property whose record's fields stand among those around it: what several inputs have in common. Never null.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class InputGroupAttribute : Attribute;

/// <summary>A property that stands for one input object per vendor, named as the vendor is.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class VendorInputsAttribute : Attribute
{
    /// <summary>Takes what a vendor's copy understands, not what its create does.</summary>
    public bool Copy { get; init; }
}

/// <summary>The vendor-only input objects that a caller gave.</summary>
public sealed class VendorInputs
{
    private readonly Dictionary<Vendor, object> given = [];

    public IReadOnlyDictionary<Vendor, object> Given => given;

    internal void Add(Vendor vendor, object input) => given[vendor] = input;
}

using ProjectGraph.Data.Model;

namespace ProjectGraph.Vendors.Inputs;

/// <summary>
/// Sets the public description of an input record or of one of its properties. The property's type determines the values. The C#
/// keyword <c>required</c> makes it required, and <see cref="Optional{T}"/> distinguishes absent from null.
/// </summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Class)]
public sealed class InputAttribute(string description) : Attribute
{
    public string Description { get; } = description;

    /// <summary>The entity whose key this number is. Each protocol accepts its own form of id.</summary>
    public Type? IdOf { get; init; }
}

/// <summary>Marks a property whose fields become fields of the surrounding input. Several inputs share it. It is never null.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class InputGroupAttribute : Attribute;

/// <summary>Marks a property that becomes one input object per vendor, with the vendor's name.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class VendorInputsAttribute : Attribute
{
    /// <summary>Whether the objects have the fields of the vendor's copy instead of its create.</summary>
    public bool Copy { get; init; }
}

/// <summary>The vendor-specific input objects of a call.</summary>
public sealed class VendorInputs
{
    private readonly Dictionary<Vendor, object> _given = [];

    public IReadOnlyDictionary<Vendor, object> ByVendor => _given;

    internal void Add(Vendor vendor, object input) => _given[vendor] = input;
}

namespace ProjectGraph.Vendors.Inputs;

/// <summary>A value that may be absent. An update leaves absent fields unchanged and clears null ones.</summary>
public readonly record struct Optional<T>(T Value)
{
    public bool IsSet { get; } = true;

    public static implicit operator Optional<T>(T value) => new(value);
}

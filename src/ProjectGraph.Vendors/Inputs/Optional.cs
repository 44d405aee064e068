namespace ProjectGraph.Vendors.Inputs;

/// <summary>A value that may be absent, which is not the same as null: an update leaves what is absent and clears what is null.</summary>
public readonly record struct Optional<T>(T Value)
{
    public bool IsSet { get; } = true;

    public static implicit operator Optional<T>(T value) => new(value);
}

namespace ProjectGraph.Vendors.Unified;

/// <summary>A vendor's support for a unified field.</summary>
/// <param name="Field">In camelCase, as in the unified inputs.</param>
/// <param name="Note">The reason for missing support, or a restriction; null for none.</param>
public sealed record FieldCapability(string Field, FieldUse Use, string? Note = null);

[Flags]
public enum FieldUse
{
    None = 0,

    /// <summary>The vendor returns it.</summary>
    Read = 1,

    /// <summary>Can be given on create.</summary>
    Create = 2,

    /// <summary>Can be changed by update.</summary>
    Update = 4,

    /// <summary>Can be emptied by update.</summary>
    Clear = 8,

    /// <summary>Must be given on create.</summary>
    Required = 16,
}

namespace ProjectGraph.Server.ODataApi.Reading;

/// <summary>The system query options (URL conventions, section 5.1). All are recognised.</summary>
internal enum SystemOption
{
    Filter,
    Select,
    Expand,
    OrderBy,
    Top,
    Skip,
    Count,
    Search,
    Apply,
    Compute,
    Format,
    SkipToken,
    Id,
    SchemaVersion,
    Levels,
    Index,
    DeltaToken,
}

internal static class SystemOptions
{
    private static readonly Dictionary<string, SystemOption> ByName = Enum.GetValues<SystemOption>()
        .ToDictionary(option => option.GetName()[1..], StringComparer.OrdinalIgnoreCase);

    /// <summary>Returns whether the service supports the option.</summary>
    public static bool IsSupported(this SystemOption option) => option != SystemOption.Index;

    public static string GetName(this SystemOption option) => "$" + option.ToString().ToLowerInvariant();

    /// <summary>Finds the option by name, with or without the dollar sign and in any case (4.01, section 5.1).</summary>
    public static SystemOption? Find(ReadOnlySpan<char> name)
    {
        if (name is ['$', ..])
            name = name[1..];
        return ByName.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(name, out var option) ? option : null;
    }
}

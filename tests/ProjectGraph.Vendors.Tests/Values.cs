namespace ProjectGraph.Vendors.Tests;

/// <summary>Converts an anonymous object to the names and values of a protocol's input.</summary>
internal static class Values
{
    public static IReadOnlyDictionary<string, object?> Convert(object given) =>
        given as IReadOnlyDictionary<string, object?>
        ?? given.GetType().GetProperties().ToDictionary(property => property.Name, property => Plain(property.GetValue(given)));

    private static object? Plain(object? value) =>
        value switch
        {
            null => null,
            object[] items => items.Select(Plain).ToList(),
            _ when value.GetType().Name.StartsWith("<>", StringComparison.Ordinal) => Convert(value),
            _ => value,
        };
}

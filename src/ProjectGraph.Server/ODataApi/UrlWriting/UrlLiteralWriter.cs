using System.Globalization;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Query;

namespace ProjectGraph.Server.ODataApi.UrlWriting;

/// <summary>Writes values as literals (URL conventions, section 5.1.1.14).</summary>
internal static class UrlLiteralWriter
{
    /// <summary>Writes a literal.</summary>
    /// <param name="comparand">The other side of a comparison. If it is an enum, the value is written as the member's name.</param>
    public static string Write(object? value, Scalar? comparand) =>
        value switch
        {
            null => "null",
            _ when comparand?.Enum is { } names && value is int or long => names.Find(Convert.ToInt64(value, CultureInfo.InvariantCulture))
                is { } member
                ? WriteText(member.Name)
                : throw new NotExpressibleInODataException($"{names.Name} has no member with the number {value}."),
            string text => WriteText(text),
            bool truth => truth ? "true" : "false",
            DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            DateTimeOffset instant => instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture),
            double real => double.IsFinite(real)
                ? real.ToString("R", CultureInfo.InvariantCulture)
                : throw new NotExpressibleInODataException($"The number {real} cannot be used in an OData filter."),
            decimal amount => amount.ToString(CultureInfo.InvariantCulture),
            IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
            _ => throw new NotExpressibleInODataException($"OData has no literal for a {value.GetType().Name}."),
        };

    public static string WriteList(IReadOnlyList<object> values, Scalar comparand) =>
        $"({string.Join(',', values.Select(value => Write(value, comparand)))})";

    private static string WriteText(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}

using System.Globalization;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Query;

namespace ProjectGraph.Server.ODataApi.Urls;

/// <summary>Values as literals of an expression (URL conventions, section 5.1.1.14).</summary>
internal static class UrlLiterals
{
    /// <param name="beside">What it is compared with: an enum's value is written by its name there.</param>
    public static string Of(object? value, Scalar? beside) => value switch
    {
        null => "null",
        _ when beside?.Enum is { } names && value is int or long => names.Find(Convert.ToInt64(value, CultureInfo.InvariantCulture)) is { } member
            ? Text(member.Name)
            : throw new NotInODataException($"{names.Name} has no member of the number {value}."),
        string text => Text(text),
        bool truth => truth ? "true" : "false",
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTimeOffset instant => instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture),
        double real => double.IsFinite(real) ? real.ToString("R", CultureInfo.InvariantCulture) : throw new NotInODataException("OData filters know no such number."),
        decimal amount => amount.ToString(CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => throw new NotInODataException($"OData has no literal for a {value.GetType().Name}."),
    };

    public static string List(IReadOnlyList<object> values, Scalar beside) => $"({string.Join(',', values.Select(value => Of(value, beside)))})";

    private static string Text(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}

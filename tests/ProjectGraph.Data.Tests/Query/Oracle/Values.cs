using System.Globalization;
using System.Text;
using ProjectGraph.Data.Model;

namespace ProjectGraph.Data.Tests.Query.Oracle;

/// <summary>Compares values of the graph and formats them for a test's message.</summary>
internal static class Values
{
    /// <summary>Neither value is null.</summary>
    public static int Compare(object left, object right) =>
        (left, right) switch
        {
            (string a, string b) => CompareText(a, b),
            (bool a, bool b) => a.CompareTo(b),
            (DateOnly a, DateOnly b) => a.CompareTo(b),
            (DateTimeOffset a, DateTimeOffset b) => a.CompareTo(b),
            (DateOnly a, DateTimeOffset b) => Start(a).CompareTo(b),
            (DateTimeOffset a, DateOnly b) => a.CompareTo(Start(b)),
            (double a, _) => a.CompareTo(Real(right)),
            (_, double b) => Real(left).CompareTo(b),
            _ => Exact(left).CompareTo(Exact(right)),
        };

    /// <summary>Null sorts first.</summary>
    public static int CompareNullable(object? left, object? right) =>
        (left, right) switch
        {
            (null, null) => 0,
            (null, _) => -1,
            (_, null) => 1,
            _ => Compare(left, right),
        };

    public static decimal Exact(object value) => Convert.ToDecimal(value, CultureInfo.InvariantCulture);

    public static double Real(object value) => Convert.ToDouble(value, CultureInfo.InvariantCulture);

    public static string Written(object? value) =>
        value switch
        {
            null => "null",
            string text => $"'{text}'",
            decimal amount => amount.ToString("0.##########", CultureInfo.InvariantCulture),
            double real => (real + 0.0).ToString("R", CultureInfo.InvariantCulture),
            DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            DateTimeOffset instant => instant.ToString("o", CultureInfo.InvariantCulture),
            IEnumerable<object> list => $"[{string.Join(", ", list.Select(Written))}]",
            _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
        };

    /// <summary>Converts a number to its kind; other values are unchanged.</summary>
    public static object? OfKind(object? value, FieldKind kind) =>
        (value, kind) switch
        {
            (null, _) => null,
            (_, FieldKind.Double) => Real(value),
            (_, FieldKind.Decimal) => Exact(value),
            (int number, _) => (long)number,
            _ => value,
        };

    private static DateTimeOffset Start(DateOnly day) => new(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);

    // In UTF-16 order, characters above U+FFFF would sort before U+E000.
    private static int CompareText(string left, string right)
    {
        var (a, b) = (left.EnumerateRunes().ToArray(), right.EnumerateRunes().ToArray());
        for (var i = 0; i < Math.Min(a.Length, b.Length); i++)
            if (a[i] != b[i])
                return a[i].CompareTo(b[i]);
        return a.Length.CompareTo(b.Length);
    }
}

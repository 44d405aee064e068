using System.Globalization;
using System.Text;
using ProjectGraph.Data.Model;

namespace ProjectGraph.Data.Tests.Query.Oracle;

/// <summary>How values of the graph compare, and how they are written in a test's message.</summary>
internal static class Values
{
    /// <summary>Neither is null.</summary>
    public static int Compare(object left, object right) => (left, right) switch
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

    /// <summary>Null comes before everything.</summary>
    public static int CompareNullable(object? left, object? right) => (left, right) switch
    {
        (null, null) => 0,
        (null, _) => -1,
        (_, null) => 1,
        _ => Compare(left, right),
    };

    public static decimal Exact(object value) => Convert.ToDecimal(value, CultureInfo.InvariantCulture);

    public static double Real(object value) => Convert.ToDouble(value, CultureInfo.InvariantCulture);

    public static string Written(object? value) => value switch
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

    /// <summary>A number as its kind has it; everything else as it is.</summary>
    public static object? OfKind(object? value, FieldKind kind) => (value, kind) switch
    {
        (null, _) => null,
        (_, FieldKind.Double) => Real(value),
        (_, FieldKind.Decimal) => Exact(value),
        (int number, _) => (long)number,
        _ => value,
    };

    private static DateTimeOffset Start(DateOnly day) => new(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);

    // UTF-16 would put what lies above U+FFFF before U+E000.
    private static int CompareText(string left, string right)
    {
        var (a, b) = (left.EnumerateRunes().ToArray(), right.EnumerateRunes().ToArray());
        for (var i = 0; i < Math.Min(a.Length, b.Length); i++)
            if (a[i] != b[i]) return a[i].CompareTo(b[i]);
        return a.Length.CompareTo(b.Length);
    }
}

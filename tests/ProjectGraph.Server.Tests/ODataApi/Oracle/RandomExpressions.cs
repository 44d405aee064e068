using System.Globalization;

namespace ProjectGraph.Server.Tests.ODataApi.Oracle;

/// <summary>Conditions and values at random, each written and, independently of the service, evaluated.</summary>
internal sealed class RandomExpressions(Random random)
{
    private static readonly string[] Numbers = ["Progress", "Mrr", "Id"];
    private static readonly string[] Texts = ["Name", "Number", "Currency", "Status"];
    private static readonly string[] DayFields = ["StartDate", "DueDate"];

    public Meant<bool> Condition(int depth) =>
        random.Next(depth <= 0 ? 6 : 9) switch
        {
            0 => Compared(Number(2), "Decimal"),
            1 => Compared(Text(2), "Text"),
            2 => Null(),
            3 => Contained(),
            4 => Listed(),
            5 => Days(),
            6 => Joined(depth, "and"),
            7 => Joined(depth, "or"),
            _ => Not(Condition(depth - 1)),
        };

    /// <summary>A number: exact in the store's four digits, so that an answer is right or wrong.</summary>
    public Meant<decimal?> Number(int depth) =>
        random.Next(depth <= 0 ? 2 : 8) switch
        {
            0 => Field(Numbers[random.Next(3)]),
            1 => Constant(random.Next(-20, 130) + (random.Next(2) * 0.25m)),
            2 => Calculated(depth, "add", (a, b) => a + b),
            3 => Calculated(depth, "sub", (a, b) => a - b),
            4 => Applied($"{random.Next(2, 5)}", Number(depth - 1)),
            5 => Lengthened(Text(depth - 1)),
            6 => Rounded(Number(depth - 1)),
            _ => Chosen(depth),
        };

    public Meant<string?> Text(int depth) =>
        random.Next(depth <= 0 ? 2 : 6) switch
        {
            0 => Texts[random.Next(3)] is var name ? new(name, row => (string?)row[name]) : null!,
            1 => Word() is var word ? new($"'{word.Replace("'", "''", StringComparison.Ordinal)}'", _ => word) : null!,
            2 => Text(depth - 1) is var lower ? new($"tolower({lower.Text})", row => lower.Of(row)?.ToLowerInvariant()) : null!,
            3 => Text(depth - 1) is var upper ? new($"toupper({upper.Text})", row => upper.Of(row)?.ToUpperInvariant()) : null!,
            4 => Concatenated(Text(depth - 1), Text(depth - 1)),
            _ => Cut(Text(depth - 1), random.Next(0, 4)),
        };

    private string Word() => new[] { "Project 01", "P-0", "EUR", "o", "1", "", "it's" }[random.Next(7)];

    private static Meant<decimal?> Field(string name) => new(name, row => (decimal?)row[name]);

    private static Meant<decimal?> Constant(decimal value) => new(value.ToString(CultureInfo.InvariantCulture), _ => value);

    private Meant<decimal?> Calculated(int depth, string op, Func<decimal, decimal, decimal> calculate)
    {
        var (left, right) = (Number(depth - 1), Number(depth - 1));
        return new($"({left.Text} {op} {right.Text})", row => left.Of(row) is { } a && right.Of(row) is { } b ? calculate(a, b) : null);
    }

    private static Meant<decimal?> Applied(string factor, Meant<decimal?> number) =>
        new($"({number.Text} mul {factor})", row => number.Of(row) * decimal.Parse(factor, CultureInfo.InvariantCulture));

    private static Meant<decimal?> Lengthened(Meant<string?> text) =>
        new($"length({text.Text})", row => text.Of(row)?.EnumerateRunes().Count());

    private Meant<decimal?> Rounded(Meant<decimal?> number) =>
        random.Next(3) switch
        {
            0 => new($"floor({number.Text})", row => number.Of(row) is { } value ? Math.Floor(value) : null),
            1 => new($"ceiling({number.Text})", row => number.Of(row) is { } value ? Math.Ceiling(value) : null),
            _ => new($"round({number.Text})", row => number.Of(row) is { } value ? Math.Round(value, MidpointRounding.AwayFromZero) : null),
        };

    private Meant<decimal?> Chosen(int depth)
    {
        var (condition, yes, no) = (Condition(0), Number(depth - 1), Number(depth - 1));
        return new($"case({condition.Text}:{yes.Text},true:{no.Text})", row => condition.Of(row) ? yes.Of(row) : no.Of(row));
    }

    private static Meant<string?> Concatenated(Meant<string?> left, Meant<string?> right) =>
        new($"concat({left.Text},{right.Text})", row => left.Of(row) is { } a && right.Of(row) is { } b ? a + b : null);

    private static Meant<string?> Cut(Meant<string?> text, int start) =>
        new($"substring({text.Text},{start})", row => text.Of(row) is { } value ? string.Concat(value.EnumerateRunes().Skip(start)) : null);

    private Meant<bool> Compared<T>(Meant<T> left, string kind)
    {
        var (op, right) = (new[] { "eq", "ne", "gt", "ge", "lt", "le" }[random.Next(6)], kind == "Text" ? (object)Text(1) : Number(1));
        return right is Meant<string?> text ? Compared(left, text, op) : Compared(left, (Meant<decimal?>)right, op);
    }

    private static Meant<bool> Compared<TLeft, TRight>(Meant<TLeft> left, Meant<TRight> right, string op) =>
        new($"{left.Text} {op} {right.Text}", row => Holds(left.Of(row), op, right.Of(row)));

    // With null, eq is true only of null, ne only of what is not, and nothing is greater or less.
    private static bool Holds(object? left, string op, object? right)
    {
        if (left is null || right is null)
            return op switch
            {
                "eq" => left is null && right is null,
                "ne" => left is null != right is null,
                _ => false,
            };
        var order = left is string text ? string.CompareOrdinal(text, (string)right) : ((decimal)left).CompareTo((decimal)right);
        return op switch
        {
            "eq" => order == 0,
            "ne" => order != 0,
            "gt" => order > 0,
            "ge" => order >= 0,
            "lt" => order < 0,
            _ => order <= 0,
        };
    }

    private Meant<bool> Null()
    {
        var name = Numbers.Concat(Texts).Concat(DayFields).ElementAt(random.Next(9));
        return random.Next(2) == 0
            ? new($"{name} eq null", row => row[name] is null)
            : new($"{name} ne null", row => row[name] is not null);
    }

    private Meant<bool> Contained()
    {
        var (function, text, part) = (random.Next(3), Text(1), Word());
        var name = new[] { "contains", "startswith", "endswith" }[function];
        return new($"{name}({text.Text},'{part.Replace("'", "''", StringComparison.Ordinal)}')", row => text.Of(row) is { } value
            && function switch
            {
                0 => value.Contains(part, StringComparison.Ordinal),
                1 => value.StartsWith(part, StringComparison.Ordinal),
                _ => value.EndsWith(part, StringComparison.Ordinal),
            });
    }

    private Meant<bool> Listed()
    {
        var number = Number(1);
        decimal[] values = [.. Enumerable.Range(0, random.Next(1, 5)).Select(_ => (decimal)random.Next(0, 60))];
        return new($"{number.Text} in ({string.Join(',', values)})", row => number.Of(row) is { } value && values.Contains(value));
    }

    private Meant<bool> Days()
    {
        var (name, day, later) = (DayFields[random.Next(2)], new DateOnly(2024, random.Next(1, 13), 1), random.Next(0, 400));
        var text = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return new($"{name} add duration'P{later}D' ge {text}", row =>
            row[name] is string value && DateOnly.ParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture).AddDays(later) >= day
        );
    }

    private Meant<bool> Joined(int depth, string word)
    {
        var (left, right) = (Condition(depth - 1), Condition(depth - 1));
        return new($"({left.Text} {word} {right.Text})", row =>
            word == "and" ? left.Of(row) && right.Of(row) : left.Of(row) || right.Of(row)
        );
    }

    private static Meant<bool> Not(Meant<bool> condition) => new($"not ({condition.Text})", row => !condition.Of(row));
}

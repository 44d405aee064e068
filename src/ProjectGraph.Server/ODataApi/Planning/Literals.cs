using System.Globalization;
using ProjectGraph.Data.Model;
using ProjectGraph.Server.ODataApi.Syntax;

namespace ProjectGraph.Server.ODataApi.Planning;

/// <summary>Calculations on written values, and what they become beside values of another type.</summary>
internal static class Literals
{
    /// <summary>The stored number of an enum's member; clients that count may give the number itself.</summary>
    public static long Member(string name, EnumModel model)
    {
        if ((model.Find(name) ?? model.Members.FirstOrDefault(member => member.Name.Equals(name, StringComparison.OrdinalIgnoreCase))) is { } found) return found.Number;
        if (long.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && model.Find(number) is not null) return number;
        var names = string.Join(", ", model.Members.Select(known => known.Name));
        throw new ApiException(ErrorCodes.BadValue, $"'{name}' is no {model.Name}. There are {names}.", name);
    }

    /// <summary>The same of a literal that names its type.</summary>
    public static long Member(EnumLiteral literal, EnumModel model)
    {
        var type = literal.Type.StartsWith(ODataModel.Namespace + ".", StringComparison.Ordinal) ? literal.Type[(ODataModel.Namespace.Length + 1)..] : literal.Type;
        return type == model.Name ? Member(literal.Member, model)
            : throw new ApiException(ErrorCodes.ODataInvalid, $"A {literal.Type} can't be compared with a {model.Name}.");
    }

    /// <summary>A value as one of the kind that it is compared with, where it can be read so.</summary>
    public static object As(object value, FieldKind kind) => (value, kind) switch
    {
        (decimal amount, FieldKind.Double) => (double)amount,
        (string text, FieldKind.Duration) => LiteralReader.Duration(text) ?? value,
        _ => value,
    };

    /// <summary>An instant that is moved by a duration; null where the operands are not these.</summary>
    public static Literal? Moved(object? instant, BinaryOperator op, object? by)
    {
        if (by is not TimeSpan span) return null;
        if (op == BinaryOperator.Subtract) span = span == TimeSpan.MinValue ? TimeSpan.MaxValue : -span;
        else if (op != BinaryOperator.Add) return null;
        return instant switch
        {
            Now(var offset) => new(new Now(TimeSpan.FromTicks(Clamped((Int128)offset.Ticks + span.Ticks)))),
            DateTimeOffset at => new(At(at.UtcTicks, span)),
            _ => null,
        };
    }

    public static Literal Negated(Literal literal) => new(literal.Value switch
    {
        null => null,
        int number when number != int.MinValue => -number,
        int number => -(long)number,
        long number when number != long.MinValue => -number,
        decimal number => -number,
        double number => -number,
        TimeSpan span when span != TimeSpan.MinValue => -span,
        _ => throw new ApiException(ErrorCodes.ODataInvalid, "Only a number or a duration can be negated."),
    });

    public static DateTimeOffset At(long ticks, TimeSpan span) =>
        new((long)Int128.Clamp((Int128)ticks + span.Ticks, DateTime.MinValue.Ticks, DateTime.MaxValue.Ticks), TimeSpan.Zero);

    private static long Clamped(Int128 ticks) => (long)Int128.Clamp(ticks, long.MinValue, long.MaxValue);
}

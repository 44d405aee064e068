using System.Globalization;
using Microsoft.OData;
using Microsoft.OData.Edm;
using Microsoft.OData.UriParser;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Query;

namespace ProjectGraph.Server.ODataApi.Planning;

/// <summary>ODataLib's constants as literals of a plan.</summary>
internal static class Literals
{
    public static Literal Of(ConstantNode node) => new(node.Value switch
    {
        null => null,
        string or bool or int or long or decimal or double or DateTimeOffset => node.Value,
        // A literal such as 0.1 comes as a rounded 32-bit number beside an integer: its text still holds what was meant.
        float single => Exact(node.LiteralText) ?? single,
        short or byte or sbyte => Convert.ToInt32(node.Value, CultureInfo.InvariantCulture),
        Date date => new DateOnly(date.Year, date.Month, date.Day),
        TimeSpan span => new Span(span),
        ODataEnumValue member => member.Value,
        _ => throw new ApiException(ErrorCodes.NotOffered, $"Literals of the type {node.TypeReference?.FullName()} are not offered here."),
    });

    /// <summary>The stored number of an enum's member; its name may carry the type and, for clients that count, be a number.</summary>
    public static long Member(string name, EnumModel model)
    {
        if (model.Find(name) is { } member) return member.Number;
        if (long.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && model.Find(number) is not null) return number;
        var names = string.Join(", ", model.Members.Select(known => known.Name));
        throw new ApiException(ErrorCodes.BadValue, $"'{name}' is no {model.Name}. There are {names}.", name);
    }

    /// <summary>An instant that is moved by a duration; null where the operands are not these.</summary>
    public static Literal? Moved(Scalar left, BinaryOperatorKind kind, Scalar right)
    {
        if (left is not Literal { Value: var instant } || right is not Literal { Value: Span(var span) }) return null;
        if (kind == BinaryOperatorKind.Subtract) span = -span;
        else if (kind != BinaryOperatorKind.Add) return null;
        return instant switch
        {
            Now(var offset) => new(new Now(offset + span)),
            DateTimeOffset at => new(At(at.UtcTicks, span)),
            DateOnly day => new(At(day.ToDateTime(TimeOnly.MinValue).Ticks, span)),
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
        Span(var span) when span != TimeSpan.MinValue => new Span(-span),
        _ => throw new ApiException(ErrorCodes.Invalid, "Only a number can be negated."),
    });

    public static DateTimeOffset At(long ticks, TimeSpan span) =>
        new((long)Math.Clamp(ticks + (decimal)span.Ticks, DateTime.MinValue.Ticks, DateTime.MaxValue.Ticks), TimeSpan.Zero);

    private static double? Exact(string? text) =>
        double.TryParse(text?.TrimEnd('f', 'F'), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : null;
}

using System.Globalization;
using ProjectGraph.Data.Model;
using ProjectGraph.Server.ODataApi.Syntax;

namespace ProjectGraph.Server.ODataApi.Planning;

/// <summary>Calculates with literals and converts them to other types.</summary>
internal static class LiteralConversion
{
    /// <summary>Returns the stored number of an enum member. Clients may also send the number.</summary>
    public static long GetMemberNumber(string name, EnumModel model)
    {
        if (
            (model.Find(name) ?? model.Members.FirstOrDefault(member => member.Name.Equals(name, StringComparison.OrdinalIgnoreCase))) is
            { } found
        )
            return found.Number;
        if (long.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && model.Find(number) is not null)
            return number;
        var names = string.Join(", ", model.Members.Select(known => known.Name));
        throw new ApiException(ErrorCodes.BadUserInput, $"'{name}' is not a member of {model.Name}. Use one of {names}.", name);
    }

    /// <summary>Returns the stored number of an enum literal, which names its type.</summary>
    public static long GetMemberNumber(EnumLiteral literal, EnumModel model)
    {
        var type = literal.Type.StartsWith(ODataModel.Namespace + ".", StringComparison.Ordinal)
            ? literal.Type[(ODataModel.Namespace.Length + 1)..]
            : literal.Type;
        return type == model.Name
            ? GetMemberNumber(literal.Member, model)
            : throw new ApiException(
                ErrorCodes.ODataValidationFailed,
                $"{literal.Type} cannot be compared with {model.Name}. Use a member of {model.Name}."
            );
    }

    /// <summary>Converts a value to the kind that it is compared with, if possible.</summary>
    public static object ConvertTo(object value, FieldKind kind) =>
        (value, kind) switch
        {
            (decimal amount, FieldKind.Double) => (double)amount,
            (string text, FieldKind.Duration) => LiteralReader.ParseDuration(text) ?? value,
            _ => value,
        };

    /// <summary>Adds a duration to an instant, or subtracts it; null for other operands.</summary>
    public static LiteralScalar? Shift(object? instant, BinaryOperator op, object? by)
    {
        if (by is not TimeSpan span)
            return null;
        if (op == BinaryOperator.Subtract)
            span = span == TimeSpan.MinValue ? TimeSpan.MaxValue : -span;
        else if (op != BinaryOperator.Add)
            return null;
        return instant switch
        {
            RequestTime(var offset) => new(new RequestTime(TimeSpan.FromTicks(ClampTicks((Int128)offset.Ticks + span.Ticks)))),
            DateTimeOffset at => new(AddClamped(at.UtcTicks, span)),
            _ => null,
        };
    }

    public static LiteralScalar Negate(LiteralScalar literal) =>
        new(
            literal.Value switch
            {
                null => null,
                int number when number != int.MinValue => -number,
                int number => -(long)number,
                long number when number != long.MinValue => -number,
                decimal number => -number,
                double number => -number,
                TimeSpan span when span != TimeSpan.MinValue => -span,
                _ => throw new ApiException(
                    ErrorCodes.ODataValidationFailed,
                    "The negated value is not a number or a duration. Negate only these."
                ),
            }
        );

    public static DateTimeOffset AddClamped(long ticks, TimeSpan span) =>
        new((long)Int128.Clamp((Int128)ticks + span.Ticks, DateTime.MinValue.Ticks, DateTime.MaxValue.Ticks), TimeSpan.Zero);

    private static long ClampTicks(Int128 ticks) => (long)Int128.Clamp(ticks, long.MinValue, long.MaxValue);
}

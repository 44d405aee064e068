using System.Globalization;
using Microsoft.OData.Edm;
using ProjectGraph.Server.ODataApi.Syntax;

namespace ProjectGraph.Server.ODataApi.Planning;

/// <summary>
/// Casts a text literal to another type (URL conventions, section 5.1.1.10.1). The text is a literal without prefix and quotes.
/// </summary>
internal static class TextCast
{
    /// <exception cref="ApiException">The text is not a value of the type, or the type is not supported.</exception>
    public static LiteralScalar Parse(string text, string type, ODataModel model) =>
        new(
            type switch
            {
                "Edm.Int32" => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
                    ? number
                    : throw InvalidValue(text, type),
                "Edm.Int64" => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
                    ? number
                    : throw InvalidValue(text, type),
                "Edm.Decimal" => decimal.TryParse(
                    text,
                    NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint,
                    CultureInfo.InvariantCulture,
                    out var amount
                )
                    ? amount
                    : throw InvalidValue(text, type),
                "Edm.Double" => ParseReal(text) ?? throw InvalidValue(text, type),
                "Edm.Boolean" => bool.TryParse(text, out var truth) ? truth : throw InvalidValue(text, type),
                "Edm.Duration" => LiteralReader.ParseDuration(text) ?? throw InvalidValue(text, type),
                "Edm.Date" => ParseLiteral(text) is DateOnly day ? day : throw InvalidValue(text, type),
                "Edm.DateTimeOffset" => ParseLiteral(text) is DateTimeOffset instant ? instant : throw InvalidValue(text, type),
                "Edm.TimeOfDay" => ParseLiteral(text) is TimeOnly time ? time : throw InvalidValue(text, type),
                _ when model.Edm.FindType(type) is IEdmEnumType => new EnumLiteral(type, text),
                _ => throw UnsupportedFeature.CreateError(
                    $"A cast from a text to {type}",
                    "Cast to a number, a Boolean, a date, a time, a duration or an enum of $metadata.",
                    "cast"
                ),
            }
        );

    private static double? ParseReal(string text) =>
        text switch
        {
            "INF" => double.PositiveInfinity,
            "-INF" => double.NegativeInfinity,
            "NaN" => double.NaN,
            _ => double.TryParse(
                text,
                NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent,
                CultureInfo.InvariantCulture,
                out var real
            ) && double.IsFinite(real)
                ? real
                : null,
        };

    private static object? ParseLiteral(string text)
    {
        if (text.Length == 0)
            return null;
        var written = new OptionText("cast", text, 1);
        var literal = LiteralReader.Read(written);
        return written.IsAtEnd ? literal?.Value : null;
    }

    private static ApiException InvalidValue(string text, string type) =>
        new(ErrorCodes.BadUserInput, $"'{text}' is not a value of {type}. Correct the text, or cast it to another type.", "cast");
}

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
    public static Literal Of(string text, string type, ODataModel model) => new(type switch
    {
        "Edm.Int32" => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : throw Bad(text, type),
        "Edm.Int64" => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : throw Bad(text, type),
        "Edm.Decimal" => decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount) ? amount : throw Bad(text, type),
        "Edm.Double" => Real(text) ?? throw Bad(text, type),
        "Edm.Boolean" => bool.TryParse(text, out var truth) ? truth : throw Bad(text, type),
        "Edm.Duration" => LiteralReader.Duration(text) ?? throw Bad(text, type),
        "Edm.Date" => Value(text) is DateOnly day ? day : throw Bad(text, type),
        "Edm.DateTimeOffset" => Value(text) is DateTimeOffset instant ? instant : throw Bad(text, type),
        "Edm.TimeOfDay" => Value(text) is TimeOnly time ? time : throw Bad(text, type),
        _ when model.Edm.FindType(type) is IEdmEnumType => new EnumLiteral(type, text),
        _ => throw Unoffered.Refusal($"A cast from a text to {type}", "Cast to a number, a Boolean, a date, a time, a duration or an enum of $metadata.", "cast"),
    });

    private static double? Real(string text) => text switch
    {
        "INF" => double.PositiveInfinity,
        "-INF" => double.NegativeInfinity,
        "NaN" => double.NaN,
        _ => double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var real) && double.IsFinite(real) ? real : null,
    };

    private static object? Value(string text)
    {
        if (text.Length == 0) return null;
        var written = new SyntaxText("cast", text, 1);
        var literal = LiteralReader.Read(written);
        return written.IsAtEnd ? literal?.Value : null;
    }

    private static ApiException Bad(string text, string type) => new(ErrorCodes.BadValue, $"'{text}' is not a value of {type}. Correct the text, or cast it to another type.", "cast");
}

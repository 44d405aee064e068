using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml;

namespace ProjectGraph.Server.ODataApi.Syntax;

/// <summary>Reads literals of primitive types (ABNF, section 7).</summary>
internal static partial class LiteralReader
{
    /// <summary>Reads a literal that begins with a digit or a minus sign, or a GUID; null if there is none at this position.</summary>
    public static LiteralExpression? Read(OptionText text)
    {
        if (!char.IsAsciiHexDigit(text.Next) && text.Next != '-')
            return null;
        if (Match(text, GuidPattern()) is { } guid)
            return new(Guid.Parse(guid));
        if (!char.IsAsciiDigit(text.Next) && text.Next != '-')
            return null;
        if (Match(text, InstantPattern()) is { } instant)
            return new(ParseInstant(text, instant));
        if (Match(text, DatePattern()) is { } date)
            return new(
                DateOnly.TryParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
                    ? day
                    : throw InvalidValue(text, date)
            );
        if (Match(text, TimePattern()) is { } time)
            return new(
                TimeOnly.TryParse(TruncateFraction(time), CultureInfo.InvariantCulture, out var at) ? at : throw InvalidValue(text, time)
            );
        return Match(text, NumberPattern()) is { } number ? new(ParseNumber(text, number)) : null;
    }

    /// <summary>Reads a literal with a type in front of its quotes.</summary>
    public static object ReadTyped(OptionText text, string type, string value)
    {
        switch (type.ToLowerInvariant())
        {
            case "duration":
                return ParseDuration(value) ?? throw InvalidValue(text, value);
            case "binary":
                return ParseBinary(value) ?? throw InvalidValue(text, value);
            case "geography" or "geometry":
                throw UnsupportedFeature.CreateError(
                    $"A literal of the type {type}",
                    "The schema has no geographical values. Compare texts, numbers and times.",
                    text.Option
                );
        }
        return type.Contains('.', StringComparison.Ordinal)
            ? new EnumLiteral(type, value)
            : throw text.Error($"the literal type '{type}' is unknown");
    }

    /// <summary>Parses a duration in XML Schema's format; null if the text is not one.</summary>
    public static TimeSpan? ParseDuration(string value)
    {
        try
        {
            // Years and months have no fixed length, and OData does not allow them.
            return DurationPattern().IsMatch(value) ? XmlConvert.ToTimeSpan(value) : null;
        }
        catch (Exception e) when (e is FormatException or OverflowException)
        {
            return null;
        }
    }

    private static byte[]? ParseBinary(string value)
    {
        var bytes = new byte[value.Length];
        var padded = value.Replace('-', '+').Replace('_', '/').TrimEnd('=');
        padded += new string('=', (4 - (padded.Length % 4)) % 4);
        return Convert.TryFromBase64String(padded, bytes, out var length) ? bytes[..length] : null;
    }

    private static string? Match(OptionText text, Regex pattern)
    {
        var match = pattern.Match(text.Text, text.Position);
        if (!match.Success)
            return null;
        var end = text.Position + match.Length;
        if (end < text.Text.Length && OptionText.IsWordCharacter(text.Text[end]))
            return null;
        text.Position = end;
        return match.Value;
    }

    private static DateTimeOffset ParseInstant(OptionText text, string value)
    {
        // The grammar of XML allows 24:00 and leap seconds, but the store does not.
        // An unencoded plus sign arrives as a space.
        value = value.Replace(' ', '+');
        var whole = value.EndsWith('Z') || value.EndsWith('z') || value.LastIndexOfAny(['+', '-']) > 9 ? value : value + "Z";
        return DateTimeOffset.TryParse(TruncateFraction(whole), CultureInfo.InvariantCulture, DateTimeStyles.None, out var instant)
            ? instant
            : throw InvalidValue(text, value);
    }

    // The store keeps seven digits of a second.
    private static string TruncateFraction(string value) => LongFraction().Replace(value, "${kept}");

    /// <summary>Parses a number as the smallest exact type. A number with more digits than an amount becomes a real number.</summary>
    private static object ParseNumber(OptionText text, string value)
    {
        var digits = value.TrimEnd('m', 'M', 'd', 'D', 'f', 'F', 'l', 'L');
        var suffix = digits.Length < value.Length ? char.ToLowerInvariant(value[^1]) : ' ';
        if (suffix is not ('d' or 'f') && digits.AsSpan().IndexOfAny('.', 'e', 'E') < 0)
        {
            if (suffix is not ('l' or 'm') && int.TryParse(digits, CultureInfo.InvariantCulture, out var number))
                return number;
            if (suffix != 'm' && long.TryParse(digits, CultureInfo.InvariantCulture, out var large))
                return large;
        }
        if (
            suffix is not ('d' or 'f')
            && decimal.TryParse(
                digits,
                NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign,
                CultureInfo.InvariantCulture,
                out var amount
            )
            && (suffix == 'm' || decimal.IsInteger(amount * Data.Model.Money.Scale))
        )
            return amount;
        return double.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out var real) && double.IsFinite(real)
            ? real
            : throw InvalidValue(text, value);
    }

    private static ApiException InvalidValue(OptionText text, string value) =>
        new(ErrorCodes.ODataParseFailed, $"{text.Option}: '{value}' is not a valid value, or is out of range. Correct it.", text.Option);

    [GeneratedRegex(@"\G[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex GuidPattern();

    [GeneratedRegex(
        @"\G[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,12})?)?([Zz]|[+ -][0-9]{2}:[0-9]{2})?",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex InstantPattern();

    [GeneratedRegex(@"\G[0-9]{4}-[0-9]{2}-[0-9]{2}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex DatePattern();

    [GeneratedRegex(@"\G[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,12})?)?", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TimePattern();

    [GeneratedRegex(@"\G-?[0-9]{1,400}(\.[0-9]{1,400})?([eE][+-]?[0-9]{1,9})?[mMdDfFlL]?", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex NumberPattern();

    [GeneratedRegex(@"(?<kept>\.[0-9]{7})[0-9]+", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex LongFraction();

    [GeneratedRegex(
        @"\A[+-]?P([0-9]{1,9}D)?(T([0-9]{1,9}H)?([0-9]{1,9}M)?([0-9]{1,9}(\.[0-9]{1,12})?S)?)?\z",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex DurationPattern();
}

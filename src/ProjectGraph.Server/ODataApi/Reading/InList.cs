using System.Globalization;
using System.Text;

namespace ProjectGraph.Server.ODataApi.Reading;

/// <summary>The list of an <c>in</c> (URL conventions, section 5.1.1.1.12): texts and enum members are taken out, the rest stays.</summary>
internal sealed class InList(SystemOption option, string text, List<string> texts)
{
    /// <returns>The position behind the list.</returns>
    public int Rewrite(int open, StringBuilder output)
    {
        output.Append('(');
        var i = open + 1;
        while (true)
        {
            i = ExpressionText.SkipSpaces(text, i);
            i = ExpressionText.SkipSpaces(text, Item(i, output));
            if (i >= text.Length) throw Syntax("the list of an 'in' is not closed");
            output.Append(text[i]);
            if (text[i] == ')') return i + 1;
            if (text[i] != ',') throw Syntax($"',' or ')' is expected at position {i}");
            i++;
        }
    }

    private int Item(int start, StringBuilder output)
    {
        var end = start;
        while (end < text.Length && text[end] is not (',' or ')' or '\'' or '(') && !char.IsWhiteSpace(text[end])) end++;
        if (end < text.Length && text[end] == '\'' && (end == start || text.AsSpan(start, end - start).Contains('.')))
        {
            var close = ExpressionText.EndOfString(text, end, option);
            Take(text[(end + 1)..(close - 1)].Replace("''", "'", StringComparison.Ordinal), output);
            return close;
        }
        if (end == start) throw Syntax($"a value is expected at position {start}");
        if (end < text.Length && text[end] is '(' or '\'') throw NotLiteral();
        var item = text[start..end];
        // The parser reads the list as JSON, where a date needs quotes.
        if (char.IsAsciiDigit(item[0]) && item.Contains('-', StringComparison.Ordinal)) output.Append('\'').Append(item).Append('\'');
        else if (char.IsLetter(item[0]) && item.ToLowerInvariant() is not ("null" or "true" or "false")) throw NotLiteral();
        else output.Append(item);
        return end;
    }

    private void Take(string value, StringBuilder output)
    {
        output.Append("'s").Append(texts.Count.ToString(CultureInfo.InvariantCulture)).Append('\'');
        texts.Add(value);
    }

    private ApiException Syntax(string what) => new(ErrorCodes.Syntax, $"{option.Name()}: {what}.", option.Name());

    private ApiException NotLiteral() => new(ErrorCodes.NotOffered, $"{option.Name()}: 'in' with anything but literals is not offered here.", option.Name());
}

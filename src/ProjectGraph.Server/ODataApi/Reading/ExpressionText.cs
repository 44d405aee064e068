namespace ProjectGraph.Server.ODataApi.Reading;

/// <summary>The little of OData's lexical grammar that is needed to look through an expression without parsing it.</summary>
internal static class ExpressionText
{
    public static bool IsWordStart(char c) => char.IsLetter(c) || c is '_' or '$' or '@';

    public static bool IsWord(char c) => char.IsLetterOrDigit(c) || c is '_' or '$' or '@' or '.';

    public static int EndOfWord(string text, int start)
    {
        var end = start + 1;
        while (end < text.Length && IsWord(text[end])) end++;
        return end;
    }

    public static int SkipSpaces(string text, int start)
    {
        while (start < text.Length && char.IsWhiteSpace(text[start])) start++;
        return start;
    }

    /// <summary>Behind the closing quote; a doubled quote is one within the text.</summary>
    public static int EndOfString(string text, int start, SystemOption option)
    {
        for (var i = start + 1; i < text.Length; i++)
        {
            if (text[i] != '\'') continue;
            if (i + 1 < text.Length && text[i + 1] == '\'') i++;
            else return i + 1;
        }
        throw new ApiException(ErrorCodes.Syntax, $"{option.Name()}: the text that begins at position {start} has no closing quote.", option.Name());
    }

    /// <summary>Whether a word stands where an operator can: behind an operand and a space or a parenthesis.</summary>
    public static bool IsOperator(string text, int start) => start > 0 && (char.IsWhiteSpace(text[start - 1]) || text[start - 1] == ')');
}

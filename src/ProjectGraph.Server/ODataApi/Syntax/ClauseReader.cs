using System.Globalization;
using ProjectGraph.Server.ODataApi.Reading;

namespace ProjectGraph.Server.ODataApi.Syntax;

/// <summary>Reads the query options that are lists of expressions.</summary>
internal sealed class ClauseReader(OptionText text)
{
    private readonly ExpressionReader _expressions = new(text);

    public static Clauses Read(QueryOptions options, int maxDepth) =>
        new()
        {
            Filter = ReadWhole(options, SystemOption.Filter, maxDepth, text => new ExpressionReader(text).Read()),
            OrderBy = ReadWhole(options, SystemOption.OrderBy, maxDepth, text => new ClauseReader(text).ReadOrderBy()) ?? [],
            Compute = ReadWhole(options, SystemOption.Compute, maxDepth, text => new ClauseReader(text).ReadCompute()) ?? [],
            Search = ReadWhole(options, SystemOption.Search, maxDepth, text => new SearchReader(text, isNested: false).Read()),
            Apply = ReadWhole(options, SystemOption.Apply, maxDepth, text => new ApplyReader(text).Read()) ?? [],
            Select = ReadWhole(options, SystemOption.Select, maxDepth, text => new ExpandReader(text).ReadSelect()),
            Expand = ReadWhole(options, SystemOption.Expand, maxDepth, text => new ExpandReader(text).ReadExpand()) ?? [],
            Top = ParseNumber(SystemOption.Top, options[SystemOption.Top]),
            Skip = ParseNumber(SystemOption.Skip, options[SystemOption.Skip]),
            Count = ParseBoolean(SystemOption.Count, options[SystemOption.Count]),
        };

    /// <summary>Reads an expression that must fill the whole text.</summary>
    public static Expression ReadExpression(string option, string value, int maxDepth) =>
        ReadWhole(option, value, maxDepth, text => new ExpressionReader(text).Read());

    /// <summary>Reads <c>$orderby</c> (URL conventions, section 5.1.5).</summary>
    public List<OrderItem> ReadOrderBy()
    {
        var items = new List<OrderItem>();
        do
        {
            var by = _expressions.Read();
            items.Add(new(by, ReadDirection()));
        } while (text.TakeSpaced(','));
        return items;
    }

    /// <summary>Reads <c>$compute</c> (URL conventions, section 5.1.8).</summary>
    public List<ComputedItem> ReadCompute()
    {
        var items = new List<ComputedItem>();
        do
        {
            var value = _expressions.Read();
            items.Add(new(value, ReadAlias(text)));
        } while (text.TakeSpaced(','));
        return items;
    }

    /// <summary>Reads <c>as Name</c>.</summary>
    public static string ReadAlias(OptionText text)
    {
        text.SkipSpaces();
        if (!text.ReadWord().Equals("as", StringComparison.OrdinalIgnoreCase) || !text.SkipSpaces())
            throw text.Unexpected("'as' and a name");
        var name = text.ExpectWord("a name");
        return name[0] is '$' or '@' || name.Contains('.', StringComparison.Ordinal)
            ? throw text.Error($"'{name}' is not a valid name for a value")
            : name;
    }

    public static long? ParseNumber(SystemOption option, string? text) =>
        text is null ? null
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : throw new ApiException(
            ErrorCodes.BadUserInput,
            $"{option.GetName()} is '{text}', which is not valid. Give a whole number of at least 0.",
            option.GetName()
        );

    public static bool? ParseBoolean(SystemOption option, string? text) =>
        text?.ToLowerInvariant() switch
        {
            null => null,
            "false" => false,
            "true" => true,
            _ => throw new ApiException(
                ErrorCodes.BadUserInput,
                $"{option.GetName()} is '{text}', which is not valid. Give true or false.",
                option.GetName()
            ),
        };

    private bool ReadDirection()
    {
        var at = text.Position;
        if (text.SkipSpaces())
        {
            var word = text.ReadWord();
            if (word.Equals("desc", StringComparison.OrdinalIgnoreCase))
                return true;
            if (word.Equals("asc", StringComparison.OrdinalIgnoreCase))
                return false;
        }
        text.Position = at;
        return false;
    }

    private static T? ReadWhole<T>(QueryOptions options, SystemOption option, int maxDepth, Func<OptionText, T> read)
        where T : class => options[option] is { } value ? ReadWhole(option.GetName(), value, maxDepth, read) : null;

    private static T ReadWhole<T>(string option, string value, int maxDepth, Func<OptionText, T> read)
    {
        var text = new OptionText(option, value, maxDepth);
        text.SkipSpaces();
        var result = read(text);
        text.ExpectEnd();
        return result;
    }
}

using System.Globalization;
using ProjectGraph.Server.ODataApi.Reading;

namespace ProjectGraph.Server.ODataApi.Syntax;

/// <summary>Reads the query options that are lists of expressions.</summary>
internal sealed class ClauseReader(SyntaxText text)
{
    private readonly ExpressionReader _expressions = new(text);

    public static Clauses Read(QueryOptions options, int maxDepth) => new()
    {
        Filter = Whole(options, SystemOption.Filter, maxDepth, text => new ExpressionReader(text).Read()),
        OrderBy = Whole(options, SystemOption.OrderBy, maxDepth, text => new ClauseReader(text).OrderBy()) ?? [],
        Compute = Whole(options, SystemOption.Compute, maxDepth, text => new ClauseReader(text).Compute()) ?? [],
        Search = Whole(options, SystemOption.Search, maxDepth, text => new SearchReader(text, isNested: false).Read()),
        Apply = Whole(options, SystemOption.Apply, maxDepth, text => new ApplyReader(text).Read()) ?? [],
        Select = Whole(options, SystemOption.Select, maxDepth, text => new ExpandReader(text).Select()),
        Expand = Whole(options, SystemOption.Expand, maxDepth, text => new ExpandReader(text).Expand()) ?? [],
        Top = Number(SystemOption.Top, options[SystemOption.Top]),
        Skip = Number(SystemOption.Skip, options[SystemOption.Skip]),
        Count = Truth(SystemOption.Count, options[SystemOption.Count]),
    };

    /// <summary>Reads an expression that must fill the whole text.</summary>
    public static Expression Expression(string option, string value, int maxDepth) => Whole(option, value, maxDepth, text => new ExpressionReader(text).Read());

    /// <summary>Reads <c>$orderby</c> (URL conventions, section 5.1.5).</summary>
    public List<OrderItem> OrderBy()
    {
        var items = new List<OrderItem>();
        do
        {
            var by = _expressions.Read();
            items.Add(new(by, Direction()));
        }
        while (text.TakeSpaced(','));
        return items;
    }

    /// <summary>Reads <c>$compute</c> (URL conventions, section 5.1.8).</summary>
    public List<ComputedItem> Compute()
    {
        var items = new List<ComputedItem>();
        do
        {
            var value = _expressions.Read();
            items.Add(new(value, Alias(text)));
        }
        while (text.TakeSpaced(','));
        return items;
    }

    /// <summary>Reads <c>as Name</c>.</summary>
    public static string Alias(SyntaxText text)
    {
        text.SkipSpaces();
        if (!text.Word().Equals("as", StringComparison.OrdinalIgnoreCase) || !text.SkipSpaces()) throw text.Unexpected("'as' and a name");
        var name = text.ExpectWord("a name");
        return name[0] is '$' or '@' || name.Contains('.', StringComparison.Ordinal) ? throw text.Error($"'{name}' is not a valid name for a value") : name;
    }

    public static long? Number(SystemOption option, string? text) => text is null ? null
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : throw new ApiException(ErrorCodes.BadValue, $"{option.Name()} is '{text}', which is not valid. Give a whole number of at least 0.", option.Name());

    public static bool? Truth(SystemOption option, string? text) => text?.ToLowerInvariant() switch
    {
        null => null,
        "false" => false,
        "true" => true,
        _ => throw new ApiException(ErrorCodes.BadValue, $"{option.Name()} is '{text}', which is not valid. Give true or false.", option.Name()),
    };

    private bool Direction()
    {
        var at = text.At;
        if (text.SkipSpaces())
        {
            var word = text.Word();
            if (word.Equals("desc", StringComparison.OrdinalIgnoreCase)) return true;
            if (word.Equals("asc", StringComparison.OrdinalIgnoreCase)) return false;
        }
        text.At = at;
        return false;
    }

    private static T? Whole<T>(QueryOptions options, SystemOption option, int maxDepth, Func<SyntaxText, T> read) where T : class =>
        options[option] is { } value ? Whole(option.Name(), value, maxDepth, read) : null;

    private static T Whole<T>(string option, string value, int maxDepth, Func<SyntaxText, T> read)
    {
        var text = new SyntaxText(option, value, maxDepth);
        text.SkipSpaces();
        var result = read(text);
        text.ExpectEnd();
        return result;
    }
}

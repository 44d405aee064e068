using ProjectGraph.Server.ODataApi.Reading;

namespace ProjectGraph.Server.ODataApi.Syntax;

/// <summary>Reads <c>$select</c> and <c>$expand</c> with its nested options (URL conventions, sections 5.1.3 and 5.1.4).</summary>
internal sealed class ExpandReader(OptionText text)
{
    public List<SelectItem> ReadSelect()
    {
        var items = new List<SelectItem>();
        do items.Add(ReadSelectItem());
        while (text.TakeSpaced(','));
        return items;
    }

    public List<ExpandItem> ReadExpand()
    {
        text.Enter();
        var items = new List<ExpandItem>();
        do items.Add(ReadExpandItem());
        while (text.TakeSpaced(','));
        text.Leave();
        return items;
    }

    private SelectItem ReadSelectItem()
    {
        text.SkipSpaces();
        if (text.Take('*'))
            return new("*");
        var path = text.ExpectWord("a property");
        while (text.Take('/'))
            path = text.Take('*') ? path + "/*" : path + "/" + text.ExpectWord("a property");
        if (text.Take('.'))
        {
            // Namespace.* selects all operations. Responses contain no operations, so it selects nothing.
            text.Expect('*');
            path += ".*";
        }
        return text.Next == '('
            ? throw text.Error($"'{path}' is not a collection or complex value, so it takes no options in parentheses")
            : new(path);
    }

    private ExpandItem ReadExpandItem()
    {
        text.SkipSpaces();
        var path = text.Take('*') ? "*" : text.ExpectWord("a navigation");
        var end = ExpandEnd.Entities;
        while (end == ExpandEnd.Entities && text.Take('/'))
        {
            var segment = text.ExpectWord("a navigation");
            if (segment == "$ref")
                end = ExpandEnd.References;
            else if (segment == "$count")
                end = ExpandEnd.Count;
            else
                path += "/" + segment;
        }
        return new(path, end, text.Take('(') ? ReadOptions() : Clauses.None);
    }

    private Clauses ReadOptions()
    {
        text.Enter();
        var (read, texts, given) = (Clauses.None, "", new HashSet<SystemOption>());
        do
        {
            text.SkipSpaces();
            var start = text.Position;
            var name = text.ExpectWord("an option");
            if (SystemOptions.Find(name) is not { } option)
                throw text.Error($"the option '{name}' at position {start} is unknown");
            if (!given.Add(option))
                throw text.Error($"{option.GetName()} is given twice at position {start}");
            if (!text.TakeSpaced('='))
                throw text.Unexpected("'='");
            var value = text.Position;
            read = ReadOption(read, option);
            if (option is not (SystemOption.Top or SystemOption.Skip or SystemOption.Levels))
                texts += $"{option.GetName()}={Uri.EscapeDataString(text.Slice(value))}&";
        } while (text.TakeSpaced(';'));
        text.SkipSpaces();
        text.Expect(')');
        text.Leave();
        return read with { NextLinkText = texts };
    }

    private Clauses ReadOption(Clauses clauses, SystemOption option) =>
        option switch
        {
            SystemOption.Filter => clauses with { Filter = new ExpressionReader(text).Read() },
            SystemOption.OrderBy => clauses with { OrderBy = new ClauseReader(text).ReadOrderBy() },
            SystemOption.Compute => clauses with { Compute = new ClauseReader(text).ReadCompute() },
            SystemOption.Search => clauses with { Search = new SearchReader(text).Read() },
            SystemOption.Apply => clauses with { Apply = new ApplyReader(text).Read() },
            SystemOption.Select => clauses with { Select = ReadSelect() },
            SystemOption.Expand => clauses with { Expand = ReadExpand() },
            SystemOption.Top => clauses with { Top = ClauseReader.ParseNumber(option, ReadPlainValue()) },
            SystemOption.Skip => clauses with { Skip = ClauseReader.ParseNumber(option, ReadPlainValue()) },
            SystemOption.Count => clauses with { Count = ClauseReader.ParseBoolean(option, ReadPlainValue()) },
            SystemOption.Levels => clauses with { Levels = ParseLevels(ReadPlainValue()) },
            _ => throw text.Error($"{option.GetName()} is not allowed within $expand"),
        };

    private int ParseLevels(string value) =>
        value.Equals("max", StringComparison.OrdinalIgnoreCase) ? int.MaxValue
        : int.TryParse(value, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var levels)
        && levels > 0
            ? levels
        : throw text.Error($"$levels is '{value}', which is not valid; give a whole number of at least 1, or max");

    private string ReadPlainValue()
    {
        var start = text.Position;
        while (!text.IsAtEnd && text.Next is not (';' or ')'))
            text.Position++;
        return text.Slice(start).Trim();
    }
}

namespace ProjectGraph.Server.ODataApi.Syntax;

/// <summary>Reads sequences of transformations (OData extension for data aggregation 4.0, section 3).</summary>
internal sealed class ApplyReader(SyntaxText text)
{
    private const int Longest = 50;

    private const string Related = "Group by a property of the related rows, as in groupby((Tags/Tag)), or read the related set.";
    private const string NoHierarchy = "The schema has no hierarchies. Filter by the related entities, as in filter(Company/Name eq 'a').";
    private const string Expand = "Use $expand next to $apply, with nested options.";

    // The extension defines these transformations. They receive a 501 response instead of a syntax error.
    private static readonly Dictionary<string, string> NotOffered = new(StringComparer.Ordinal)
    {
        ["join"] = Related,
        ["outerjoin"] = Related,
        ["nest"] = Related,
        ["addnested"] = Expand,
        ["expand"] = Expand,
        ["ancestors"] = NoHierarchy,
        ["descendants"] = NoHierarchy,
        ["traverse"] = NoHierarchy,
        ["from"] = "Group twice, as in groupby((Vendor,Status),aggregate(Mrr with sum as S))/groupby((Vendor),aggregate(S with max as M)).",
    };

    private readonly ExpressionReader _expressions = new(text);

    public List<Transformation> Read()
    {
        text.Enter();
        var sequence = new List<Transformation>();
        do
        {
            text.SkipSpaces();
            sequence.Add(Transformation());
            if (sequence.Count > Longest) throw new ApiException(ErrorCodes.TooComplex, $"{text.Option} has more than {Longest} transformations in a row. Use fewer.", text.Option);
        }
        while (text.TakeSpaced('/'));
        text.Leave();
        return sequence;
    }

    private Transformation Transformation()
    {
        var start = text.At;
        var name = text.ExpectWord("a transformation").ToLowerInvariant();
        if (name == "identity") return new Transformation.Identity();
        if (NotOffered.TryGetValue(name, out var instead)) throw Unoffered.Refusal($"The transformation {name}", instead, text.Option);
        if (text.Next != '(') throw text.Error($"'{name}' at position {start} is not a transformation");
        text.At++;
        text.SkipSpaces();
        Transformation read = name switch
        {
            "filter" => new Transformation.Filter(_expressions.Read()),
            "search" => new Transformation.Search(new SearchReader(text).Read()),
            "compute" => new Transformation.Compute(new ClauseReader(text).Compute()),
            "orderby" => new Transformation.OrderBy(new ClauseReader(text).OrderBy()),
            "skip" => new Transformation.Skip(_expressions.Read()),
            "top" => new Transformation.Top(_expressions.Read()),
            "aggregate" => new Transformation.Aggregate(Aggregates()),
            "groupby" => GroupBy(),
            "concat" => new Transformation.Concat(Sequences()),
            "topcount" => Rank(RankMethod.Count, true),
            "topsum" => Rank(RankMethod.Sum, true),
            "toppercent" => Rank(RankMethod.Percent, true),
            "bottomcount" => Rank(RankMethod.Count, false),
            "bottomsum" => Rank(RankMethod.Sum, false),
            "bottompercent" => Rank(RankMethod.Percent, false),
            _ when name.Contains('.', StringComparison.Ordinal) => throw Unoffered.Refusal($"The custom transformation {name}", "Use the transformations of the extension itself.", text.Option),
            _ => throw text.Error($"'{name}' at position {start} is not a transformation"),
        };
        text.SkipSpaces();
        text.Expect(')');
        return read;
    }

    private Transformation.Rank Rank(RankMethod method, bool isTop)
    {
        var limit = _expressions.Read();
        Comma();
        return new(method, isTop, limit, _expressions.Read());
    }

    private List<IReadOnlyList<Transformation>> Sequences()
    {
        var sequences = new List<IReadOnlyList<Transformation>>();
        do sequences.Add(Read());
        while (text.TakeSpaced(','));
        return sequences.Count > 1 ? sequences : throw text.Error("concat needs at least two sequences of transformations");
    }

    private List<AggregateItem> Aggregates()
    {
        var items = new List<AggregateItem>();
        do items.Add(Aggregate());
        while (text.TakeSpaced(','));
        return items;
    }

    private AggregateItem Aggregate()
    {
        var of = _expressions.Read();
        var at = text.At;
        text.SkipSpaces();
        string? method = null;
        if (text.Word().Equals("with", StringComparison.OrdinalIgnoreCase) && text.SkipSpaces()) method = text.ExpectWord("an aggregation method").ToLowerInvariant();
        else text.At = at;
        at = text.At;
        text.SkipSpaces();
        if (text.Word().Equals("from", StringComparison.OrdinalIgnoreCase)) throw Unoffered.Refusal("The keyword from in aggregate", NotOffered["from"], text.Option);
        text.At = at;
        if (method is null && of is not CountExpression) throw text.Unexpected("'with' and an aggregation method");
        return new(of is CountExpression { Source: null, Filter: null, Search: null } ? null : of, method, ClauseReader.Alias(text));
    }

    private Transformation GroupBy()
    {
        text.Expect('(');
        text.Enter();
        var sets = new List<List<Expression>> { new() };
        if (!text.TakeSpaced(')'))
        {
            do sets = With(sets, Key());
            while (text.TakeSpaced(','));
            text.SkipSpaces();
            text.Expect(')');
        }
        text.Leave();
        var then = text.TakeSpaced(',') ? Read() : [];
        if (sets.Count == 1) return new Transformation.GroupBy(sets[0], then);
        return new Transformation.Concat([.. sets.Select(keys => (IReadOnlyList<Transformation>)[new Transformation.GroupBy(keys, then)])]);
    }

    /// <summary>Reads one key: the key itself, or each level of a <c>rollup</c>.</summary>
    private List<IReadOnlyList<Expression>> Key()
    {
        text.SkipSpaces();
        var key = _expressions.Read();
        if (key is not CallExpression { Name: "rollup", Arguments: var levels }) return [[key]];
        var all = levels is [MemberExpression { Source: null, Name: "$all" }, ..];
        var keys = all ? levels.Skip(1).ToArray() : [.. levels];
        if (keys.Length < (all ? 1 : 2)) throw text.Error("rollup needs at least two levels, or $all and one level");
        return [.. Enumerable.Range(all ? 0 : 1, keys.Length + (all ? 1 : 0)).Reverse().Select(count => (IReadOnlyList<Expression>)keys[..count])];
    }

    private List<List<Expression>> With(List<List<Expression>> sets, List<IReadOnlyList<Expression>> added)
    {
        if (sets.Count * added.Count > Longest) throw new ApiException(ErrorCodes.TooComplex, $"{text.Option}: the rollups produce more than {Longest} groupings. Use fewer levels.", text.Option);
        return [.. sets.SelectMany(set => added.Select(keys => new List<Expression>([.. set, .. keys])))];
    }

    private void Comma()
    {
        if (!text.TakeSpaced(',')) throw text.Unexpected("','");
    }
}

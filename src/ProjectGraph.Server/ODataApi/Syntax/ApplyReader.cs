namespace ProjectGraph.Server.ODataApi.Syntax;

/// <summary>Reads sequences of transformations (OData extension for data aggregation 4.0, section 3).</summary>
internal sealed class ApplyReader(OptionText text)
{
    private const int MaxTransformations = 50;

    private const string UseRelated = "Group by a property of the related rows, as in groupby((Tags/Tag)), or read the related set.";
    private const string NoHierarchy = "The schema has no hierarchies. Filter by the related entities, as in filter(Company/Name eq 'a').";
    private const string UseExpand = "Use $expand next to $apply, with nested options.";

    // The extension defines these transformations. They receive a 501 response instead of a syntax error.
    private static readonly Dictionary<string, string> Unsupported = new(StringComparer.Ordinal)
    {
        ["join"] = UseRelated,
        ["outerjoin"] = UseRelated,
        ["nest"] = UseRelated,
        ["addnested"] = UseExpand,
        ["expand"] = UseExpand,
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
            sequence.Add(ReadTransformation());
            if (sequence.Count > MaxTransformations)
                throw new ApiException(
                    ErrorCodes.QueryTooComplex,
                    $"{text.Option} has more than {MaxTransformations} transformations in a row. Use fewer.",
                    text.Option
                );
        } while (text.TakeSpaced('/'));
        text.Leave();
        return sequence;
    }

    private Transformation ReadTransformation()
    {
        var start = text.Position;
        var name = text.ExpectWord("a transformation").ToLowerInvariant();
        if (name == "identity")
            return new Transformation.Identity();
        if (Unsupported.TryGetValue(name, out var instead))
            throw UnsupportedFeature.CreateError($"The transformation {name}", instead, text.Option);
        if (text.Next != '(')
            throw text.Error($"'{name}' at position {start} is not a transformation");
        text.Position++;
        text.SkipSpaces();
        Transformation read = name switch
        {
            "filter" => new Transformation.Filter(_expressions.Read()),
            "search" => new Transformation.Search(new SearchReader(text).Read()),
            "compute" => new Transformation.Compute(new ClauseReader(text).ReadCompute()),
            "orderby" => new Transformation.OrderBy(new ClauseReader(text).ReadOrderBy()),
            "skip" => new Transformation.Skip(_expressions.Read()),
            "top" => new Transformation.Top(_expressions.Read()),
            "aggregate" => new Transformation.Aggregate(ReadAggregates()),
            "groupby" => ReadGroupBy(),
            "concat" => new Transformation.Concat(ReadSequences()),
            "topcount" => ReadRank(RankMethod.Count, true),
            "topsum" => ReadRank(RankMethod.Sum, true),
            "toppercent" => ReadRank(RankMethod.Percent, true),
            "bottomcount" => ReadRank(RankMethod.Count, false),
            "bottomsum" => ReadRank(RankMethod.Sum, false),
            "bottompercent" => ReadRank(RankMethod.Percent, false),
            _ when name.Contains('.', StringComparison.Ordinal) => throw UnsupportedFeature.CreateError(
                $"The custom transformation {name}",
                "Use the transformations of the extension itself.",
                text.Option
            ),
            _ => throw text.Error($"'{name}' at position {start} is not a transformation"),
        };
        text.SkipSpaces();
        text.Expect(')');
        return read;
    }

    private Transformation.Rank ReadRank(RankMethod method, bool isTop)
    {
        var limit = _expressions.Read();
        ExpectComma();
        return new(method, isTop, limit, _expressions.Read());
    }

    private List<IReadOnlyList<Transformation>> ReadSequences()
    {
        var sequences = new List<IReadOnlyList<Transformation>>();
        do sequences.Add(Read());
        while (text.TakeSpaced(','));
        return sequences.Count > 1 ? sequences : throw text.Error("concat needs at least two sequences of transformations");
    }

    private List<AggregateItem> ReadAggregates()
    {
        var items = new List<AggregateItem>();
        do items.Add(ReadAggregate());
        while (text.TakeSpaced(','));
        return items;
    }

    private AggregateItem ReadAggregate()
    {
        var of = _expressions.Read();
        var at = text.Position;
        text.SkipSpaces();
        string? method = null;
        if (text.ReadWord().Equals("with", StringComparison.OrdinalIgnoreCase) && text.SkipSpaces())
            method = text.ExpectWord("an aggregation method").ToLowerInvariant();
        else
            text.Position = at;
        at = text.Position;
        text.SkipSpaces();
        if (text.ReadWord().Equals("from", StringComparison.OrdinalIgnoreCase))
            throw UnsupportedFeature.CreateError("The keyword from in aggregate", Unsupported["from"], text.Option);
        text.Position = at;
        if (method is null && of is not CountExpression)
            throw text.Unexpected("'with' and an aggregation method");
        return new(of is CountExpression { Source: null, Filter: null, Search: null } ? null : of, method, ClauseReader.ReadAlias(text));
    }

    private Transformation ReadGroupBy()
    {
        text.Expect('(');
        text.Enter();
        var sets = new List<List<Expression>> { new() };
        if (!text.TakeSpaced(')'))
        {
            do sets = CombineKeys(sets, ReadKey());
            while (text.TakeSpaced(','));
            text.SkipSpaces();
            text.Expect(')');
        }
        text.Leave();
        var then = text.TakeSpaced(',') ? Read() : [];
        if (sets.Count == 1)
            return new Transformation.GroupBy(sets[0], then);
        return new Transformation.Concat([.. sets.Select(keys => (IReadOnlyList<Transformation>)[new Transformation.GroupBy(keys, then)])]);
    }

    /// <summary>Reads one key: the key itself, or each level of a <c>rollup</c>.</summary>
    private List<IReadOnlyList<Expression>> ReadKey()
    {
        text.SkipSpaces();
        var key = _expressions.Read();
        if (key is not CallExpression { Name: "rollup", Arguments: var levels })
            return
            [
                [key],
            ];
        var all = levels is [MemberExpression { Source: null, Name: "$all" }, ..];
        var keys = all ? levels.Skip(1).ToArray() : [.. levels];
        if (keys.Length < (all ? 1 : 2))
            throw text.Error("rollup needs at least two levels, or $all and one level");
        return
        [
            .. Enumerable
                .Range(all ? 0 : 1, keys.Length + (all ? 1 : 0))
                .Reverse()
                .Select(count => (IReadOnlyList<Expression>)keys[..count]),
        ];
    }

    private List<List<Expression>> CombineKeys(List<List<Expression>> sets, List<IReadOnlyList<Expression>> added)
    {
        if (sets.Count * added.Count > MaxTransformations)
            throw new ApiException(
                ErrorCodes.QueryTooComplex,
                $"{text.Option}: the rollups produce more than {MaxTransformations} groupings. Use fewer levels.",
                text.Option
            );
        return [.. sets.SelectMany(set => added.Select(keys => new List<Expression>([.. set, .. keys])))];
    }

    private void ExpectComma()
    {
        if (!text.TakeSpaced(','))
            throw text.Unexpected("','");
    }
}

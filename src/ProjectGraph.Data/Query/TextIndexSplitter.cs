namespace ProjectGraph.Data.Query;

/// <summary>Translates text filters combined by <c>and</c> and <c>or</c> to expressions of a text index.</summary>
internal sealed class TextIndexSplitter(SqlDialect dialect, SqlParameters parameters, Func<IndexedText, bool> isFound)
{
    /// <summary>Splits a filter into the part that one text index evaluates and the rest; null if there is no such part.</summary>
    public IndexedFilter? Split(Filter filter)
    {
        var parts = Conjuncts(filter).Select(part => (Filter: part, Index: GetIndexUse(part))).ToArray();
        if (parts.Select(part => part.Index).OfType<TextIndexUse>().OrderBy(use => use.FoldsCase).FirstOrDefault() is not { } chosen)
            return null;
        var found = parts.Where(part => part.Index?.FoldsCase == chosen.FoldsCase).ToArray();
        var rest = parts
            .Where(part => part.Index is not { IsExact: true } use || use.FoldsCase != chosen.FoldsCase)
            .Select(part => part.Filter)
            .ToArray();
        return new(
            chosen.FoldsCase,
            string.Join(" || ' AND ' || ", found.Select(part => Expression(part.Filter))),
            rest.Length == 0 ? null : new AndFilter(rest)
        );
    }

    private static IEnumerable<Filter> Conjuncts(Filter filter) => filter is AndFilter and ? and.Filters.SelectMany(Conjuncts) : [filter];

    private TextIndexUse? GetIndexUse(Filter filter) =>
        filter switch
        {
            TextFilter text when IndexedText.TryCreate(text) is { } indexed && isFound(indexed) => new(indexed.FoldsCase, indexed.IsExact),
            AndFilter and => GetIndexUse(and.Filters),
            OrFilter or => GetIndexUse(or.Filters),
            _ => null,
        };

    private TextIndexUse? GetIndexUse(IReadOnlyList<Filter> filters)
    {
        var uses = filters.Select(GetIndexUse).ToArray();
        return uses.Length > 0 && uses.All(use => use is not null && use.FoldsCase == uses[0]!.FoldsCase)
            ? new(uses[0]!.FoldsCase, uses.All(use => use!.IsExact))
            : null;
    }

    private string Expression(Filter filter) =>
        filter switch
        {
            TextFilter text when IndexedText.TryCreate(text) is { } indexed => dialect.IndexedText(
                indexed.Field,
                parameters.Text(indexed.Slot, ParameterBinding.IndexedText)
            ),
            AndFilter and => CombineExpressions(and.Filters, "AND"),
            OrFilter or => CombineExpressions(or.Filters, "OR"),
            _ => throw new InvalidOperationException($"{filter.GetType().Name} cannot be evaluated by a text index."),
        };

    private string CombineExpressions(IReadOnlyList<Filter> filters, string word) =>
        $"'(' || {string.Join($" || ' {word} ' || ", filters.Select(Expression))} || ')'";
}

internal sealed record TextIndexUse(bool FoldsCase, bool IsExact);

/// <summary>A filter split into an index query and a remaining condition.</summary>
/// <param name="Expression">SQL of the index's query.</param>
/// <param name="Rest">Null if the index returns exactly the matching rows.</param>
internal sealed record IndexedFilter(bool FoldsCase, string Expression, Filter? Rest);

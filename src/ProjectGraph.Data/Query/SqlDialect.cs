using ProjectGraph.Data.Model;

namespace ProjectGraph.Data.Query;

/// <summary>The parts of SQL that differ between stores; all other SQL is shared.</summary>
internal abstract class SqlDialect
{
    /// <summary>The database's name in OpenTelemetry's conventions (<c>db.system.name</c>).</summary>
    public abstract string SystemName { get; }

    /// <summary>The conversion of values to parameters.</summary>
    public abstract ParameterValues Values { get; }

    /// <summary>The prefix that makes a statement return its plan, one line per row, in the last column; null if not supported.</summary>
    public virtual string? ExplainPrefix => null;

    /// <summary>Whether text searches join an index table; otherwise the store's planner chooses its indexes.</summary>
    public abstract bool JoinsTextIndex { get; }

    /// <summary>Whether to plan the query's statements once, in a store that otherwise plans them for the values of each run.</summary>
    public virtual bool UsesGenericPlan(QueryPlan plan) => false;

    /// <summary>Appended to every ordering: nulls are first ascending and last descending.</summary>
    /// <param name="isNullable">Whether the values may be null; otherwise no null order is needed.</param>
    public abstract string NullOrder(bool descending, bool isNullable);

    /// <summary>Whether comparing whole rows seeks directly in an index. Otherwise equal first values are skipped one by one.</summary>
    public virtual bool SupportsRowComparison => false;

    /// <summary>SQL of a column's value in the form that all functions accept.</summary>
    public virtual string Field(string column, FieldKind kind) => column;

    /// <summary>Null-safe equality; never null.</summary>
    public abstract string IsSame(string left, string right);

    public abstract string IsNotSame(string left, string right);

    public abstract string Null(FieldKind kind);

    /// <summary>Whether a value is in a list parameter.</summary>
    public abstract string InList(string value, string parameter, FieldKind kind);

    /// <summary>The values of a list parameter as rows for <c>FROM</c>, under an alias; each value is <c>alias.value</c>.</summary>
    public abstract string Rows(string parameter, string alias);

    /// <summary><c>FROM</c> and <c>WHERE</c> of the rows whose keys a subquery returns for each row of another table.</summary>
    /// <param name="keys">The subquery, which may use the row's value.</param>
    /// <param name="from">The source of the rows.</param>
    /// <param name="key">The key of the rows.</param>
    public abstract string PerParent(string rows, string keys, string from, string key);

    /// <summary>A page of rows with a value, followed by rows without one.</summary>
    /// <param name="select">The beginning of both parts.</param>
    /// <param name="order">The ordering of one part, and of both together.</param>
    public abstract string RangeThenNulls(string select, string range, string nulls, (string OfPart, string OfAll) order, string limit);

    public abstract string Contains(string text, string part);
    public abstract string StartsWith(string text, string part);

    /// <summary>Whether a text starts with another, as an index range. Its end is the smallest text after all matches.</summary>
    public abstract string StartsWith(string text, string part, string end);

    public abstract string EndsWith(string text, string part);

    /// <summary>A store-specific search for a slot's text; null if the store has none.</summary>
    public virtual string? TryFindText(string text, TextMatch match, Func<ParameterBinding, string> part) => null;

    public abstract string Call(ScalarFunction function, IReadOnlyList<string> arguments, FieldKind argumentKind);

    /// <summary>Whether a text matches a regular expression.</summary>
    /// <param name="slot">Creates a parameter for the pattern; null if the pattern is not a value of the query.</param>
    public abstract string Matches(string text, string pattern, Func<ParameterBinding, string>? slot);

    /// <summary>Converts a number from one kind to another.</summary>
    public abstract string Convert(string value, FieldKind from, FieldKind to);

    /// <param name="over">The window of rows to sum; empty for a group's rows.</param>
    public abstract string Sum(string value, FieldKind kind, string over = "");

    /// <summary>The average as a real number.</summary>
    public abstract string Average(string value);

    /// <summary>The smallest or largest value.</summary>
    public abstract string MinOrMax(AggregateMethod method, string value, FieldKind kind);

    /// <summary>A text index of projects for <c>FROM</c>, under an alias.</summary>
    /// <param name="foldsCase">Whether to use the case-insensitive full-text index; otherwise the index of the original texts.</param>
    public virtual string TextIndex(bool foldsCase) => throw CreateNoTextIndexException();

    /// <summary>The project's key in the index.</summary>
    public virtual string TextIndexKey => throw CreateNoTextIndexException();

    /// <summary>Whether the index row matches a query in the index's own language.</summary>
    public virtual string TextIndexMatch(bool foldsCase, string query) => throw CreateNoTextIndexException();

    /// <summary>SQL of an index query for a text in a field.</summary>
    public virtual string IndexedText(FieldModel field, string parameter) => throw CreateNoTextIndexException();

    /// <summary>Gets the properties of a search text that change the SQL.</summary>
    public abstract SearchShape GetSearchShape(SearchTerms search);

    /// <summary>Whether the text of the full-text index row contains every term of a list, by a scan.</summary>
    public virtual string SearchIndexed(string terms) => throw CreateNoTextIndexException();

    /// <summary>The same for a project, whose index row is looked up.</summary>
    /// <param name="count">The number of terms, if known.</param>
    public abstract string SearchProject(string key, string terms, int? count);

    /// <summary>Whether each term of a list occurs in one of these texts.</summary>
    public abstract string SearchTexts(IReadOnlyList<string> texts, string terms);

    private static InvalidOperationException CreateNoTextIndexException() =>
        new("The store does not have a text index that can be joined.");
}

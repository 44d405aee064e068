using ProjectGraph.Data.Model;

namespace ProjectGraph.Data.Query;

/// <summary>What the stores say differently; everything else of a statement is the same text on each.</summary>
internal abstract class SqlDialect
{
    /// <summary>The database's name by OpenTelemetry's conventions (<c>db.system.name</c>).</summary>
    public abstract string SystemName { get; }

    /// <summary>How values become parameters.</summary>
    public abstract ParameterValues Values { get; }

    /// <summary>What before a statement makes the store tell its plan, one line a row, in the last column; null where there is no such thing.</summary>
    public virtual string? Explain => null;

    /// <summary>Whether texts are found by joining an index that is a table of its own; else the store finds its indexes itself.</summary>
    public abstract bool JoinsTextIndex { get; }

    /// <summary>Whether the store, which else plans a statement for the values of each run, had better plan those of a question once.</summary>
    public virtual bool HasOnePlan(QueryPlan plan) => false;

    /// <summary>Appended to every ordering: nulls come first ascending and last descending.</summary>
    /// <param name="isNullable">Where there are no nulls, nothing need be said of them.</param>
    public abstract string NullOrder(bool descending, bool isNullable);

    /// <summary>Whether an index is entered at once behind a row that is compared as a whole: else many rows of one value are passed over one by one.</summary>
    public virtual bool ComparesRows => false;

    /// <summary>A column's value as all functions take it.</summary>
    public virtual string Field(string column, FieldKind kind) => column;

    /// <summary>Equal, with null equal to null; never null itself.</summary>
    public abstract string IsSame(string left, string right);

    public abstract string IsNotSame(string left, string right);

    public abstract string Null(FieldKind kind);

    /// <summary>Whether a value is in a list parameter.</summary>
    public abstract string InList(string value, string parameter, FieldKind kind);

    /// <summary>The values of a list parameter as rows, under an alias, for <c>FROM</c>: each row's value is <c>alias.value</c>.</summary>
    public abstract string Rows(string parameter, string alias);

    /// <summary><c>FROM</c> and <c>WHERE</c> of the rows whose keys a statement gives for each row of another one.</summary>
    /// <param name="keys">The statement, which may name the rows' value.</param>
    /// <param name="from">What the rows are read from.</param>
    /// <param name="key">Their key.</param>
    public abstract string OfEach(string rows, string keys, string from, string key);

    /// <summary>A page of rows that have a value and, behind them, those that have none.</summary>
    /// <param name="select">What both parts begin with.</param>
    /// <param name="order">The ordering of one part, and of both together.</param>
    public abstract string InParts(string select, string range, string nulls, (string OfPart, string OfAll) order, string limit);

    public abstract string Contains(string text, string part);
    public abstract string StartsWith(string text, string part);

    /// <summary>Whether a text starts with another, given the least text behind all that do: a range of an index.</summary>
    public abstract string StartsWith(string text, string part, string end);

    public abstract string EndsWith(string text, string part);

    /// <summary>How a text of a slot is looked for, where the store has a better way than to compare it.</summary>
    public virtual string? Finds(string text, TextMatch match, Func<Binding, string> part) => null;

    public abstract string Call(ScalarFunction function, IReadOnlyList<string> arguments, FieldKind argumentKind);

    /// <summary>Whether a text matches a regular expression.</summary>
    /// <param name="slot">Makes a parameter of the pattern; null where it is no value of the question's.</param>
    public abstract string Matches(string text, string pattern, Func<Binding, string>? slot);

    /// <summary>A number of one kind as another.</summary>
    public abstract string Convert(string value, FieldKind from, FieldKind to);

    /// <param name="over">The rows that are summed, where it is not those of a group.</param>
    public abstract string Sum(string value, FieldKind kind, string over = "");

    /// <summary>A real number.</summary>
    public abstract string Average(string value);

    /// <summary>The least or the largest value.</summary>
    public abstract string Extreme(AggregateMethod method, string value, FieldKind kind);

    /// <summary>An index of the projects' texts, under an alias, for <c>FROM</c>.</summary>
    /// <param name="foldsCase">The one of full-text search, which tells no case; else the one of the texts as they are.</param>
    public virtual string TextIndex(bool foldsCase) => throw NoTextIndex();

    /// <summary>The project's key in the index.</summary>
    public virtual string TextIndexKey => throw NoTextIndex();

    /// <summary>Whether the index's row answers a query in the index's own language.</summary>
    public virtual string TextIndexMatch(bool foldsCase, string query) => throw NoTextIndex();

    /// <summary>A query for a text that stands in a field, as SQL.</summary>
    public virtual string IndexedText(FieldModel field, string parameter) => throw NoTextIndex();

    /// <summary>What of a search text changes the SQL.</summary>
    public abstract SearchShape Shape(SearchText search);

    /// <summary>Whether every term of a list stands somewhere in the text of the row of full-text search's index, found by reading it.</summary>
    public virtual string SearchIndexed(string terms) => throw NoTextIndex();

    /// <summary>The same of a project, whose row of the index is looked up.</summary>
    /// <param name="count">The number of terms, where it is known.</param>
    public abstract string SearchProject(string key, string terms, int? count);

    /// <summary>Whether every term of a list stands somewhere in one of these texts.</summary>
    public abstract string SearchTexts(IReadOnlyList<string> texts, string terms);

    private static InvalidOperationException NoTextIndex() => new("The store has no text index to join.");
}

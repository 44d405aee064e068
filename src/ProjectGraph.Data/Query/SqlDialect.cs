using ProjectGraph.Data.Model;

namespace ProjectGraph.Data.Query;

/// <summary>What the stores say differently; everything else of a statement is the same text on each.</summary>
internal abstract class SqlDialect
{
    /// <summary>What before a statement makes the store tell its plan, one line a row, in the last column; null where there is no such thing.</summary>
    public virtual string? Explain => null;

    /// <summary>Appended to every ordering: nulls come first ascending and last descending.</summary>
    public abstract string NullOrder(bool descending);

    /// <summary>Equal, with null equal to null; never null itself.</summary>
    public abstract string IsSame(string left, string right);

    public abstract string IsNotSame(string left, string right);

    /// <summary>Whether a value is in a list parameter.</summary>
    public abstract string InList(string value, string parameter, FieldKind kind);

    /// <summary>The values of a list parameter as rows, under an alias, for <c>FROM</c>.</summary>
    public abstract string Rows(string parameter, string alias);

    /// <summary>The value of such a row.</summary>
    public abstract string RowValue(string alias);

    public abstract string Contains(string text, string part);
    public abstract string StartsWith(string text, string part);

    /// <summary>Whether a text starts with another, given the least text behind all that do: a range of an index.</summary>
    public abstract string StartsWith(string text, string part, string end);

    public abstract string EndsWith(string text, string part);

    public abstract string Call(ScalarFunction function, IReadOnlyList<string> arguments, FieldKind argumentKind);

    /// <summary>A number of one kind as another.</summary>
    public abstract string Convert(string value, FieldKind from, FieldKind to);

    /// <summary>An index of the projects' texts, under an alias, for <c>FROM</c>.</summary>
    /// <param name="foldsCase">The one of full-text search, which tells no case; else the one of the texts as they are.</param>
    public abstract string TextIndex(bool foldsCase);

    /// <summary>The project's key in the index.</summary>
    public abstract string TextIndexKey { get; }

    /// <summary>Whether the index's row answers a query in the index's own language.</summary>
    public abstract string TextIndexMatch(bool foldsCase, string query);

    /// <summary>A query for a text that stands in a field, as SQL.</summary>
    public abstract string IndexedText(FieldModel field, string parameter);

    /// <summary>Whether every term of a list stands somewhere in the text of the row of full-text search's index, found by reading it.</summary>
    public abstract string SearchIndexed(string terms);

    /// <summary>The same of a project, whose row of the index is looked up.</summary>
    public abstract string SearchProject(string key, string terms);

    /// <summary>Whether every term of a list stands somewhere in one of these texts.</summary>
    public abstract string SearchTexts(IReadOnlyList<string> texts, string terms);
}

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

    public abstract string Contains(string text, string part);
    public abstract string StartsWith(string text, string part);
    public abstract string EndsWith(string text, string part);

    public abstract string Call(ScalarFunction function, IReadOnlyList<string> arguments, FieldKind argumentKind);

    /// <summary>A number of one kind as another.</summary>
    public abstract string Convert(string value, FieldKind from, FieldKind to);

    /// <summary>The text index of the projects, under an alias, for <c>FROM</c>.</summary>
    public abstract string SearchIndex { get; }

    /// <summary>The project's key in the index.</summary>
    public abstract string SearchKey { get; }

    /// <summary>Whether every term stands somewhere in the index's row.</summary>
    public abstract string SearchMatch(string parameter);

    /// <summary>Whether every term of a list stands somewhere in a project's indexed text, found by reading it.</summary>
    public abstract string SearchProject(string key, string terms);

    /// <summary>Whether every term of a list stands somewhere in one of these texts.</summary>
    public abstract string SearchTexts(IReadOnlyList<string> texts, string terms);
}

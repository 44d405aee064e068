using ProjectGraph.Data.Model;

namespace ProjectGraph.Data.Query;

/// <summary>The parameters of one statement. Each is a slot of the plan, bound as a kind.</summary>
internal sealed class SqlParameters
{
    /// <summary>The parents of a nested level.</summary>
    public const string Parents = "@parents";

    /// <summary>The vendor accounts of an <see cref="AccountScope"/>.</summary>
    public const string Accounts = "@accounts";

    private readonly List<SqlParameter> _parameters = [];

    public IReadOnlyList<SqlParameter> All => _parameters;

    public string Slot(int slot, FieldKind kind) => Add(slot, kind, ParameterBinding.Value);

    public string List(int slot, FieldKind kind) => Add(slot, kind, ParameterBinding.List);

    public string Count(int slot) => Add(slot, FieldKind.Long, ParameterBinding.Value);

    public string PrefixEnd(int slot) => Add(slot, FieldKind.Text, ParameterBinding.PrefixEnd);

    /// <summary>A parameter for a text in the store's own search syntax.</summary>
    public string Text(int slot, ParameterBinding binding) => Add(slot, FieldKind.Text, binding);

    private string Add(int slot, FieldKind kind, ParameterBinding binding)
    {
        // A slot compared with fields of several kinds (an integer with a decimal) needs one parameter per kind.
        var known = _parameters.FirstOrDefault(each => each.Slot == slot && each.Kind == kind && each.Binding == binding);
        if (known is not null)
            return known.Name;
        var added = new SqlParameter($"@p{_parameters.Count}", slot, kind, binding);
        _parameters.Add(added);
        return added.Name;
    }
}

internal sealed record SqlParameter(string Name, int Slot, FieldKind Kind, ParameterBinding Binding);

/// <summary>The conversion of a slot's value to a parameter.</summary>
internal enum ParameterBinding
{
    Value,

    /// <summary>A list, for <see cref="SqlDialect.InList"/>.</summary>
    List,

    /// <summary>The smallest text after all texts that start with this one.</summary>
    PrefixEnd,

    /// <summary>A text in the query language of the text indexes.</summary>
    IndexedText,

    /// <summary>The terms of a search text that are long enough for the index.</summary>
    SearchMatch,

    /// <summary>The terms of a search text that are too short for the index, as a list.</summary>
    SearchShort,

    /// <summary>All terms of a search text, as a list.</summary>
    SearchAll,

    /// <summary>A single term in the index's query language.</summary>
    TermMatch,

    /// <summary>A single term as a list with one element.</summary>
    TermList,

    /// <summary>A pattern of <c>LIKE</c> for texts that contain this one.</summary>
    Containing,

    /// <summary>A pattern of <c>LIKE</c> for texts that end with this one.</summary>
    Ending,

    /// <summary>A regular expression in the store's own syntax.</summary>
    Pattern,
}

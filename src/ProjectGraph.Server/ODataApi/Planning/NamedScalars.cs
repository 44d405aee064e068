using ProjectGraph.Data.Query;

namespace ProjectGraph.Server.ODataApi.Planning;

/// <summary>The names in addition to a row's properties: computed values, or after a grouping only the columns of the groups.</summary>
internal sealed class NamedScalars
{
    private readonly Dictionary<string, Scalar> _byName = new(StringComparer.Ordinal);
    private readonly Dictionary<Scalar, Scalar> _replaced = [];

    /// <summary>Whether the rows are groups, whose only properties are the keys.</summary>
    public bool IsGrouped { get; init; }

    public IEnumerable<(string Name, Scalar Scalar)> All => _byName.Select(pair => (pair.Key, pair.Value));

    /// <summary>Copies the names, so that others can be added.</summary>
    public NamedScalars Copy()
    {
        var copy = new NamedScalars { IsGrouped = IsGrouped };
        foreach (var (name, scalar) in _byName)
            copy._byName[name] = scalar;
        foreach (var (key, column) in _replaced)
            copy._replaced[key] = column;
        return copy;
    }

    public void Add(string name, Scalar scalar)
    {
        if (!_byName.TryAdd(name, scalar))
            throw new ApiException(
                ErrorCodes.ODataValidationFailed,
                $"The name '{name}' is used twice. Give each value its own name.",
                name
            );
    }

    public void Replace(Scalar key, Scalar column) => _replaced[key] = column;

    public Scalar? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>Returns the column of a property after the grouping.</summary>
    public Scalar GetGrouped(Scalar scalar) =>
        !IsGrouped ? scalar
        : _replaced.TryGetValue(scalar, out var column) ? column
        : throw new ApiException(
            ErrorCodes.ODataValidationFailed,
            $"{Describe(scalar)} is neither a key nor an aggregate of the groups. Add it to groupby, or aggregate it."
        );

    private static string Describe(Scalar scalar) =>
        scalar is FieldScalar field
            ? "'" + string.Concat(field.Path.Select(relation => relation.Name + "/")) + field.Field.Name + "'"
            : "The expression";
}

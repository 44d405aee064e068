using ProjectGraph.Data.Query;

namespace ProjectGraph.Server.ODataApi.Planning;

/// <summary>What names mean beside the properties of the row: computed values, and after a grouping the groups' columns alone.</summary>
internal sealed class NamedScalars
{
    private readonly Dictionary<string, Scalar> _byName = new(StringComparer.Ordinal);
    private readonly Dictionary<Scalar, Scalar> _replaced = [];

    /// <summary>Whether rows have become groups: properties that are no key are gone.</summary>
    public bool IsGrouped { get; init; }

    public IEnumerable<(string Name, Scalar Scalar)> All => _byName.Select(pair => (pair.Key, pair.Value));

    /// <summary>The same names, to which others can be added.</summary>
    public NamedScalars Copy()
    {
        var copy = new NamedScalars { IsGrouped = IsGrouped };
        foreach (var (name, scalar) in _byName) copy._byName[name] = scalar;
        foreach (var (key, column) in _replaced) copy._replaced[key] = column;
        return copy;
    }

    public void Add(string name, Scalar scalar)
    {
        if (!_byName.TryAdd(name, scalar)) throw new ApiException(ErrorCodes.ODataInvalid, $"The name '{name}' is given twice.", name);
    }

    public void Replace(Scalar key, Scalar column) => _replaced[key] = column;

    public Scalar? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>What a property is after the grouping.</summary>
    public Scalar Grouped(Scalar scalar) => !IsGrouped ? scalar
        : _replaced.TryGetValue(scalar, out var column) ? column
        : throw new ApiException(ErrorCodes.ODataInvalid, $"{Describe(scalar)} is neither a key of the groups nor one of their aggregates.");

    private static string Describe(Scalar scalar) => scalar is FieldScalar field
        ? "'" + string.Concat(field.Path.Select(relation => relation.Name + "/")) + field.Field.Name + "'"
        : "The expression";
}

namespace ProjectGraph.Server.ODataApi.Reading;

/// <summary>The decoded options of a URL: system options and parameter aliases. Custom options are ignored.</summary>
internal sealed class QueryOptions
{
    public static readonly QueryOptions None = new();

    private readonly string?[] _system = new string?[Enum.GetValues<SystemOption>().Length];
    private readonly Dictionary<string, string> _aliases = new(StringComparer.Ordinal);

    private QueryOptions() { }

    public string? this[SystemOption option] => _system[(int)option];

    /// <summary>The parameter aliases, with their <c>@</c>.</summary>
    public IReadOnlyDictionary<string, string> Aliases => _aliases;

    /// <summary>The system options in the URL.</summary>
    public IEnumerable<SystemOption> Given => Enum.GetValues<SystemOption>().Where(option => this[option] is not null);

    public static QueryOptions Read(string? query)
    {
        if (string.IsNullOrEmpty(query) || query == "?")
            return None;
        var options = new QueryOptions();
        foreach (var part in query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            options.Add(Decode(equals < 0 ? part : part[..equals]).Trim(), equals < 0 ? "" : Decode(part[(equals + 1)..]));
        }
        return options;
    }

    /// <summary>Identifies the query, regardless of the order and spelling of its options.</summary>
    public string Fingerprint =>
        string.Join(
            '&',
            Given
                .Where(option => option is not SystemOption.SkipToken and not SystemOption.DeltaToken and not SystemOption.Format)
                .Select(option => $"{option.GetName()}={this[option]}")
                .Concat(_aliases.OrderBy(alias => alias.Key, StringComparer.Ordinal).Select(alias => $"{alias.Key}={alias.Value}"))
        );

    private void Add(string name, string value)
    {
        if (name is ['@', _, ..])
            AddAlias(name, value);
        else if (SystemOptions.Find(name) is { } option)
            AddSystem(option, value);
        else if (name.StartsWith('$'))
            throw new ApiException(ErrorCodes.BadRequest, $"The query option '{name}' is unknown in OData. Correct or remove it.", name);
    }

    private void AddSystem(SystemOption option, string value)
    {
        if (!option.IsSupported())
            throw UnsupportedFeature.CreateError(option.GetName(), "Collections have no inherent order. Use $orderby.");
        if (option == SystemOption.Levels)
            throw new ApiException(ErrorCodes.BadRequest, "$levels is not a top-level option. Use it within $expand.", option.GetName());
        if (option == SystemOption.SchemaVersion && value is not "*" && value != ODataModel.SchemaVersion)
            throw new ApiException(
                ErrorCodes.UnknownSchemaVersion,
                $"$schemaversion is '{value}'. Use {ODataModel.SchemaVersion} or *.",
                option.GetName()
            );
        if (_system[(int)option] is not null)
            throw new ApiException(ErrorCodes.BadRequest, $"{option.GetName()} is given twice. Send it once.", option.GetName());
        _system[(int)option] = value;
    }

    private void AddAlias(string name, string value)
    {
        if (!_aliases.TryAdd(name, value))
            throw new ApiException(ErrorCodes.BadRequest, $"The parameter alias {name} is given twice. Send it once.", name);
    }

    // A plus sign means a space. Clients encode a plus as %2B.
    private static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}

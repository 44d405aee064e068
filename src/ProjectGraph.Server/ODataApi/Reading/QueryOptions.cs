namespace ProjectGraph.Server.ODataApi.Reading;

/// <summary>The options of a URL, decoded and sorted into the system's, parameter aliases, and the client's own, which are ignored.</summary>
internal sealed class QueryOptions
{
    public static readonly QueryOptions None = new();

    private readonly string?[] _system = new string?[Enum.GetValues<SystemOption>().Length];
    private readonly Dictionary<string, string> _aliases = new(StringComparer.Ordinal);

    private QueryOptions()
    {
    }

    public string? this[SystemOption option] => _system[(int)option];

    /// <summary>With their <c>@</c>.</summary>
    public IReadOnlyDictionary<string, string> Aliases => _aliases;

    /// <summary>The system options that are there.</summary>
    public IEnumerable<SystemOption> Given => Enum.GetValues<SystemOption>().Where(option => this[option] is not null);

    public static QueryOptions Read(string? query)
    {
        if (string.IsNullOrEmpty(query) || query == "?") return None;
        var options = new QueryOptions();
        foreach (var part in query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            options.Add(Decoded(equals < 0 ? part : part[..equals]).Trim(), equals < 0 ? "" : Decoded(part[(equals + 1)..]));
        }
        return options;
    }

    /// <summary>What makes this another question than that of another URL, whatever the order and spelling of its options.</summary>
    public string Fingerprint => string.Join('&', Given
        .Where(option => option is not SystemOption.SkipToken and not SystemOption.DeltaToken and not SystemOption.Format)
        .Select(option => $"{option.Name()}={this[option]}")
        .Concat(_aliases.OrderBy(alias => alias.Key, StringComparer.Ordinal).Select(alias => $"{alias.Key}={alias.Value}")));

    private void Add(string name, string value)
    {
        if (name is ['@', _, ..]) AddAlias(name, value);
        else if (SystemOptions.Find(name) is { } option) AddSystem(option, value);
        else if (name.StartsWith('$')) throw new ApiException(ErrorCodes.BadRequest, $"There is no query option '{name}' in OData.", name);
    }

    private void AddSystem(SystemOption option, string value)
    {
        if (!option.IsOffered()) throw Unoffered.Refusal(option.Name(), "Collections here have no order of their own: use $orderby.");
        if (option == SystemOption.Levels) throw new ApiException(ErrorCodes.BadRequest, "$levels stands within $expand only.", option.Name());
        if (option == SystemOption.SchemaVersion && value is not "*" && value != ODataModel.SchemaVersion)
            throw new ApiException(ErrorCodes.UnknownSchemaVersion, $"$schemaversion is '{value}'. The schema's version is {ODataModel.SchemaVersion}.", option.Name());
        if (_system[(int)option] is not null) throw new ApiException(ErrorCodes.BadRequest, $"{option.Name()} is given twice.", option.Name());
        _system[(int)option] = value;
    }

    private void AddAlias(string name, string value)
    {
        if (!_aliases.TryAdd(name, value)) throw new ApiException(ErrorCodes.BadRequest, $"The parameter alias {name} is given twice.", name);
    }

    // A plus sign is a space here as everywhere: clients that mean a plus write %2B.
    private static string Decoded(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}

using System.Globalization;

namespace ProjectGraph.Server;

/// <summary>The options of a command, such as <c>--name NAME</c> or <c>--name=NAME</c>. A command may allow repeated options.</summary>
internal sealed class CommandOptions
{
    // Options of the configuration contain a colon, or they are in this list.
    private static readonly string[] ConfigurationOptions = ["environment", "contentRoot", "urls", "PORT", "SecretsFile"];

    private readonly string _usage;
    private readonly Dictionary<string, List<string>> _values = new(StringComparer.Ordinal);

    private CommandOptions(string usage) => _usage = usage;

    /// <param name="arguments">The arguments after the command's name.</param>
    /// <param name="usage">The command's usage, which every error message contains.</param>
    /// <param name="known">The options of the command.</param>
    /// <exception cref="StartException">An argument is not a known option, or an option has no value.</exception>
    public static CommandOptions Parse(ReadOnlySpan<string> arguments, string usage, params IReadOnlyList<string> known)
    {
        var options = new CommandOptions(usage);
        for (var i = 0; i < arguments.Length; i++)
        {
            var (name, value) = arguments[i].Split('=', 2) is [var left, var right] ? (left, right) : (arguments[i], null);
            if (!name.StartsWith("--", StringComparison.Ordinal))
                throw options.CreateError($"'{name}' is not an option.");
            name = name[2..];
            if (value is null && i + 1 < arguments.Length && !arguments[i + 1].StartsWith("--", StringComparison.Ordinal))
                value = arguments[++i];
            if (name.Contains(':', StringComparison.Ordinal) || ConfigurationOptions.Contains(name, StringComparer.OrdinalIgnoreCase))
                continue;
            if (!known.Contains(name))
                throw options.CreateError($"The option --{name} is unknown.");
            if (string.IsNullOrEmpty(value))
                throw options.CreateError($"--{name} has no value.");
            if (!options._values.TryGetValue(name, out var given))
                options._values[name] = given = [];
            given.Add(value);
        }
        return options;
    }

    /// <summary>Returns the value of a required option.</summary>
    /// <exception cref="StartException">The option is missing, or given more than once.</exception>
    public string GetRequired(string name) => GetOptional(name) ?? throw CreateError($"--{name} is missing.");

    /// <summary>Returns the value of an option, or null if it is not given.</summary>
    /// <exception cref="StartException">The option is given more than once.</exception>
    public string? GetOptional(string name) =>
        GetAll(name) switch
        {
            [] => null,
            [var only] => only,
            _ => throw CreateError($"--{name} is given more than once."),
        };

    public IReadOnlyList<string> GetAll(string name) => _values.GetValueOrDefault(name, []);

    /// <summary>Returns an option's value as a duration, such as 30m, 24h or 90d. Returns null if the option is not given.</summary>
    /// <exception cref="StartException">The value is not a duration.</exception>
    public TimeSpan? GetDuration(string name)
    {
        if (GetOptional(name) is not { } text)
            return null;
        return
            text.Length <= 6
            && uint.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            && ParseUnit(text[^1]) is { } unit
            ? count * unit
            : throw CreateError($"--{name} is '{text}'. Give a number and a unit, such as 30m, 24h or 90d.");
    }

    /// <summary>Creates an error with the command's usage.</summary>
    public StartException CreateError(string message) => new($"{message} Usage: {_usage}");

    private static TimeSpan? ParseUnit(char letter) =>
        letter switch
        {
            's' => TimeSpan.FromSeconds(1),
            'm' => TimeSpan.FromMinutes(1),
            'h' => TimeSpan.FromHours(1),
            'd' => TimeSpan.FromDays(1),
            'w' => TimeSpan.FromDays(7),
            _ => null,
        };
}

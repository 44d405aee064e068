using System.Text.RegularExpressions;
using Npgsql;

namespace ProjectGraph.Data.Storage.PostgreSql;

/// <summary>Parses a connection URL: <c>postgres://user:password@host:port,host/database?option=value</c>.</summary>
internal static partial class PostgresUrl
{
    public static bool IsUrl(string text) =>
        text.StartsWith("postgres://", StringComparison.OrdinalIgnoreCase)
        || text.StartsWith("postgresql://", StringComparison.OrdinalIgnoreCase);

    /// <exception cref="FormatException">The URL is malformed.</exception>
    public static NpgsqlConnectionStringBuilder Parse(string url)
    {
        var parts = UrlPattern().Match(url);
        if (!parts.Success)
            throw new FormatException("The URL is malformed.");
        var parsed = new NpgsqlConnectionStringBuilder { Host = parts.Groups["hosts"].Value };
        if (Part("user") is { } user)
            parsed.Username = user;
        if (Part("password") is { } password)
            parsed.Password = password;
        if (Part("database") is { } database)
            parsed.Database = database;
        foreach (var option in parts.Groups["options"].Value.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var (name, value) = option.Split('=', 2) is [var left, var right] ? (left, right) : (option, "");
            parsed[Uri.UnescapeDataString(name).Replace('_', ' ')] = Uri.UnescapeDataString(value);
        }
        return parsed;

        string? Part(string name) => parts.Groups[name] is { Length: > 0 } part ? Uri.UnescapeDataString(part.Value) : null;
    }

    [GeneratedRegex(
        @"^(?:postgres|postgresql)://((?<user>[^:@/?]*)(:(?<password>[^@/?]*))?@)?(?<hosts>[^@/?]+)(/(?<database>[^?]*))?(\?(?<options>.*))?$",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex UrlPattern();
}

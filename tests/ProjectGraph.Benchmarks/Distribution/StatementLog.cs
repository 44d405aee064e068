using System.Text.Json;
using System.Text.RegularExpressions;
using Npgsql;
using ProjectGraph.Postgres.Testing;

namespace ProjectGraph.Benchmarks.Distribution;

/// <summary>Reads the log of a private server, which contains every statement with its values.</summary>
internal sealed partial class StatementLog(PostgresServer server) : IAsyncDisposable
{
    private const string Quote = "$mark$";
    private const string MarkPrefix = "mark of the simulation: ";

    public static readonly IReadOnlyDictionary<string, string> Settings = new Dictionary<string, string>
    {
        ["logging_collector"] = "on",
        ["log_destination"] = "jsonlog",
        ["log_directory"] = "log",
        ["log_filename"] = "statements.log",
        ["log_rotation_size"] = "0",
        ["log_rotation_age"] = "0",
    };

    private readonly NpgsqlDataSource _marks = NpgsqlDataSource.Create(server.ConnectionString);
    private readonly string _file = Path.Combine(server.DataFolder, "log", "statements.json");

    /// <summary>Before what comes next.</summary>
    public async Task MarkAsync(string what)
    {
        await using var command = _marks.CreateCommand($"SELECT {Quote}{MarkPrefix}{what}{Quote}");
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>The statements of a database after the first mark and before the last.</summary>
    public async Task<IReadOnlyList<LoggedTransaction>> ReadAsync(string database, string lastMark)
    {
        // A separate process of the server writes the log, with a short delay.
        await Polling.UntilAsync("the log is written", TimeSpan.FromMinutes(1), async () =>
            (await LinesAsync()).Any(line => Mark(line) == lastMark)
        );
        var transactions = new List<LoggedTransaction>();
        var open = new Dictionary<string, List<LoggedStatement>>();
        string? during = null;
        foreach (var line in await LinesAsync())
        {
            if (Mark(line) is { } mark)
                during = mark;
            if (during is null || Text(line, "dbname") != database || Statement(line) is not { } statement)
                continue;
            var session = Text(line, "session_id")!;
            if (statement.Sql.StartsWith("BEGIN", StringComparison.Ordinal))
                open[session] = [];
            else if (IsEnd(statement.Sql))
                End(session, during);
            else if (open.TryGetValue(session, out var running))
                running.Add(statement);
            else
                transactions.Add(new(during, [statement]));
        }
        return transactions;

        void End(string session, string mark)
        {
            if (open.Remove(session, out var statements) && statements.Count > 0)
                transactions.Add(new(mark, statements));
        }
    }

    public ValueTask DisposeAsync() => _marks.DisposeAsync();

    private async Task<List<JsonElement>> LinesAsync()
    {
        await using var stream = new FileStream(_file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(stream);
        var lines = (await reader.ReadToEndAsync()).Split('\n');
        // The last entry may be incomplete.
        return [.. lines[..^1].Select(line => JsonSerializer.Deserialize<JsonElement>(line))];
    }

    private static bool IsEnd(string sql) =>
        sql.StartsWith("COMMIT", StringComparison.Ordinal) || sql.StartsWith("ROLLBACK", StringComparison.Ordinal);

    private static string? Mark(JsonElement line) =>
        Text(line, "message") is { } message && message.IndexOf(MarkPrefix, StringComparison.Ordinal) is > 0 and var at
            ? message[(at + MarkPrefix.Length)..^Quote.Length]
            : null;

    private static LoggedStatement? Statement(JsonElement line)
    {
        var match = Logged().Match(Text(line, "message") ?? "");
        if (!match.Success)
            return null;
        var values = Parameter().Matches(Text(line, "detail") ?? "");
        return new(
            match.Groups[1].Value,
            [.. values.Select(value => value.Groups[1].Success ? value.Groups[1].Value.Replace("''", "'", StringComparison.Ordinal) : null)]
        );
    }

    private static string? Text(JsonElement line, string name) => line.TryGetProperty(name, out var value) ? value.ToString() : null;

    [GeneratedRegex(@"^(?:statement|execute [^:]+): (.*)$", RegexOptions.Singleline)]
    private static partial Regex Logged();

    [GeneratedRegex(@"\$\d+ = (?:'((?:[^']|'')*)'|NULL)")]
    private static partial Regex Parameter();
}

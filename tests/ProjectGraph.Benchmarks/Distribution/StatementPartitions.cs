using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;

namespace ProjectGraph.Benchmarks.Distribution;

/// <summary>
/// Reads from a statement's text and values which partitions it needs. It knows the statements of this service, not SQL: all
/// conditions are assumed to hold together, and tables to be joined within a vendor account.
/// </summary>
internal sealed partial class StatementPartitions(Placement placement)
{
    public TouchedPartitions Of(LoggedTransaction transaction)
    {
        var reach = TouchedPartitions.Nothing;
        LoggedStatement? logged = null;
        foreach (var statement in transaction.Statements)
        {
            if (statement.Sql.Contains("INSERT INTO \"Changes\"", StringComparison.Ordinal))
                logged = statement;
            reach = reach.And(
                logged is not null && statement.Sql.Contains("AS marked", StringComparison.Ordinal) ? OfVersions(logged) : Of(statement)
            );
        }
        return reach;
    }

    // Versions are read back from the change log after a write. Only the preceding statement identifies their account.
    private TouchedPartitions OfVersions(LoggedStatement logged) =>
        new(Partitions(("VendorAccount", Values("$5", logged))), AsSent: false, Single: true, Writes: true);

    private TouchedPartitions Of(LoggedStatement statement)
    {
        var sql = statement.Sql;
        var tables = Tables().Matches(sql).Select(match => (Table: match.Groups[1].Value, Alias: match.Groups[2].Value)).ToArray();
        var writes = Writing().IsMatch(sql) && tables[0].Table != "Instances";
        var single = tables.Any(each => Placement.IsSingle(each.Table));
        var distributed = tables.Where(each => !Placement.IsSingle(each.Table) && !Placement.IsEverywhere(each.Table)).ToArray();
        if (distributed.Length == 0)
            return TouchedPartitions.Nothing with { Single = single, Writes = writes };
        var pins = Pins(statement, tables).ToArray();
        var asSent = pins.FirstOrDefault(pin => pin.Kind == "VendorAccount");
        if (asSent.Kind is not null)
            return new(Partitions(asSent), AsSent: true, single, writes);
        if (pins.Length == 0)
            return new(TouchedPartitions.All, AsSent: false, single, writes);
        return new(Partitions(pins[0]), AsSent: false, single, writes);
    }

    private ImmutableHashSet<int> Partitions((string Kind, string?[] Values) pin)
    {
        var found = pin
            .Values.OfType<string>()
            .Select(value => placement.GetPartition(pin.Kind, long.Parse(value, CultureInfo.InvariantCulture)))
            .ToArray();
        return found.Contains(null) ? TouchedPartitions.All : [.. found.OfType<int>()];
    }

    private static IEnumerable<(string Kind, string?[] Values)> Pins(LoggedStatement statement, (string Table, string Alias)[] tables)
    {
        foreach (Match match in Inserts().Matches(statement.Sql))
        {
            var columns = match.Groups[2].Value.Split(", ").Select(column => column.Trim('"')).ToArray();
            var rows = match.Groups[3].Value.Split("), (").Select(row => row.Trim('(', ')').Split(", ")).ToArray();
            for (var i = 0; i < columns.Length; i++)
                if (Placement.GetTable(match.Groups[1].Value, columns[i]) is { } kind)
                    yield return (kind, [.. rows.SelectMany(row => Values(row[i], statement))]);
        }
        // A column compared with a row alias over a list is compared with the list itself.
        var sql = Rows()
            .Matches(statement.Sql)
            .Aggregate(statement.Sql, (text, rows) =>
                Regex.Replace(text, $@"\b{rows.Groups[2].Value}\.""?value""?", $"ANY ({rows.Groups[1].Value})")
            );
        foreach (Match match in Equals().Matches(sql))
        {
            var alias = match.Groups[1].Value;
            // Without an alias, the column belongs to the table that has such a key.
            var kind = tables
                .Where(each => alias.Length == 0 || each.Alias == alias || each.Table == alias)
                .Select(each => Placement.GetTable(each.Table, match.Groups[2].Value))
                .FirstOrDefault(each => each is not null);
            if (kind is not null)
                yield return (kind, Values(match.Groups[3].Value, statement));
        }
    }

    // The value of a parameter, the elements of its array, or a literal number.
    private static string?[] Values(string expression, LoggedStatement statement)
    {
        var number = Number().Match(expression);
        if (!number.Success)
            return [];
        if (number.Groups[1].Length == 0)
            return [number.Groups[2].Value];
        var value = statement.Parameters[int.Parse(number.Groups[2].Value, CultureInfo.InvariantCulture) - 1];
        if (value?.StartsWith('{') != true)
            return [value];
        return value.Trim('{', '}').Split(',', StringSplitOptions.RemoveEmptyEntries);
    }

    [GeneratedRegex(
        "\\b(?:FROM|JOIN|INTO|UPDATE)\\s+\"(\\w+)\"(?:\\s+(?:AS\\s+)?(?!(?:WHERE|SET|ON|ORDER|LIMIT|LEFT|CROSS|JOIN|GROUP|VALUES|UNION)\\b)(\\w+))?"
    )]
    private static partial Regex Tables();

    [GeneratedRegex(@"^\s*(?:INSERT|UPDATE|DELETE)\b|;\s*(?:INSERT|UPDATE|DELETE)\b")]
    private static partial Regex Writing();

    [GeneratedRegex("INSERT INTO \"(\\w+)\" \\(([^)]*)\\)\\s+VALUES\\s+(\\(.*?\\))(?:\\s+(?:ON|RETURNING)\\b|$)", RegexOptions.Singleline)]
    private static partial Regex Inserts();

    [GeneratedRegex(@"unnest\((\$\d+)\) AS (\w+) ?\(")]
    private static partial Regex Rows();

    [GeneratedRegex("(?:\"?(\\w+)\"?\\.)?\"(\\w+)\" = ((?:ANY \\(+)?\\$\\d+\\)*|\\d+)")]
    private static partial Regex Equals();

    [GeneratedRegex(@"(\$?)(\d+)")]
    private static partial Regex Number();
}

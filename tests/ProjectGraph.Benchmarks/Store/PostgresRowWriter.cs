using Npgsql;

namespace ProjectGraph.Benchmarks.Store;

/// <summary>Writes rows with COPY, each table on its own connection.</summary>
internal sealed class PostgresRowWriter(NpgsqlDataSource database) : RowWriter, IDisposable
{
    // The separator between two texts. Texts are in lower case, as in the service's index.
    private const char Between = '\uFDD0';

    private readonly Dictionary<string, TableCopy> _copies = [];

    public override void Write(string table, string columns, params ReadOnlySpan<object?> values)
    {
        if (!_copies.TryGetValue(table, out var copy))
            _copies[table] = copy = new(database.OpenConnection(), table, columns);
        copy.Write(values);
    }

    public override void Search(long project, SearchedTexts texts)
    {
        var own = string.Join(Between, new[] { texts.Name, texts.Description, texts.Number, texts.Reference, texts.Tags }.OfType<string>());
        Write("ProjectSearch", "ProjectId Text Company", project, own.ToLowerInvariant(), texts.Company.ToLowerInvariant());
    }

    /// <summary>Completes the copy of each table. No row is visible before.</summary>
    public void Complete()
    {
        foreach (var copy in _copies.Values)
            copy.Complete();
    }

    public void Dispose()
    {
        foreach (var copy in _copies.Values)
            copy.Dispose();
    }
}

using Npgsql;

namespace ProjectGraph.Benchmarks.Store;

/// <summary>By COPY, each table on a connection of its own.</summary>
internal sealed class PostgresRowWriter(NpgsqlDataSource database) : RowWriter, IDisposable
{
    // Between two texts, and in small letters: as the service's own index has them.
    private const char Between = '\uFDD0';

    private readonly Dictionary<string, TableCopy> copies = [];

    public override void Write(string table, string columns, params ReadOnlySpan<object?> values)
    {
        if (!copies.TryGetValue(table, out var copy)) copies[table] = copy = new(database.OpenConnection(), table, columns);
        copy.Write(values);
    }

    public override void Search(long project, SearchedTexts texts)
    {
        var own = string.Join(Between, new[] { texts.Name, texts.Description, texts.Number, texts.Reference, texts.Tags }.OfType<string>());
        Write("ProjectSearch", "ProjectId Text Company", project, own.ToLowerInvariant(), texts.Company.ToLowerInvariant());
    }

    /// <summary>Nothing is there before this.</summary>
    public void Complete()
    {
        foreach (var copy in copies.Values) copy.Complete();
    }

    public void Dispose()
    {
        foreach (var copy in copies.Values) copy.Dispose();
    }
}

namespace ProjectGraph.Data.Storage.PostgreSql;

/// <summary>The metadata of a PostgreSQL database. Sequences generate the keys, except the change log's positions.</summary>
internal sealed class PostgresCatalog(SqlSession session) : ICatalog
{
    private const string Find = "SELECT 1 FROM pg_class WHERE oid = to_regclass(quote_ident(CAST(@p0 AS text)))";
    private const string Sequence =
        "SELECT pg_get_serial_sequence(quote_ident(CAST(@p0 AS text)), attname) FROM pg_attribute WHERE attrelid = to_regclass(quote_ident(CAST(@p0 AS text))) AND attidentity <> ''";
    private const string Set = "SELECT setval(CAST(@p0 AS regclass), @p1)";

    public bool HasTable(string table) => session.Exists(Find, table);

    public long GetLastKey(string table) =>
        FindSequence(table) is { } sequence
            ? session.ReadLong($"SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM {sequence}")
            : 0;

    public void AdvanceKey(string table, long number)
    {
        if (number > GetLastKey(table) && FindSequence(table) is { } sequence)
            session.ReadScalar(Set, sequence, number);
    }

    // The quoted name of the sequence, as statements need it.
    private string? FindSequence(string table) => (string?)session.ReadScalar(Sequence, table);
}

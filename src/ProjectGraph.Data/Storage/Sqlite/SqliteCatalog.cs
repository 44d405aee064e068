namespace ProjectGraph.Data.Storage.Sqlite;

/// <summary>The metadata of a SQLite file. SQLite keeps the largest generated keys in <c>sqlite_sequence</c>.</summary>
internal sealed class SqliteCatalog(SqlSession session) : ICatalog
{
    private const string Find = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = @p0";
    private const string SelectLast = "SELECT max(seq) FROM sqlite_sequence WHERE name = @p0";
    private const string UpdateLast = "UPDATE sqlite_sequence SET seq = @p1 WHERE name = @p0";
    private const string InsertLast = "INSERT INTO sqlite_sequence (name, seq) VALUES (@p0, @p1)";

    public bool HasTable(string table) => session.Exists(Find, table);

    public long GetLastKey(string table) => session.ReadScalar(SelectLast, table) as long? ?? 0;

    public void AdvanceKey(string table, long number)
    {
        if (number > GetLastKey(table) && session.Execute(UpdateLast, table, number) == 0)
            session.Execute(InsertLast, table, number);
    }
}

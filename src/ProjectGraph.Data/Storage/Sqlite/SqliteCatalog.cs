namespace ProjectGraph.Data.Storage.Sqlite;

/// <summary>The metadata of a SQLite file. SQLite keeps the largest generated keys in <c>sqlite_sequence</c>.</summary>
internal sealed class SqliteCatalog(SqlSession session) : ICatalog
{
    private const string Find = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = @p0";
    private const string Last = "SELECT max(seq) FROM sqlite_sequence WHERE name = @p0";
    private const string Raise = "UPDATE sqlite_sequence SET seq = @p1 WHERE name = @p0";
    private const string Start = "INSERT INTO sqlite_sequence (name, seq) VALUES (@p0, @p1)";

    public bool Has(string table) => session.Holds(Find, table);

    public long LastNumber(string table) => session.Scalar(Last, table) as long? ?? 0;

    public void Pass(string table, long number)
    {
        if (number > LastNumber(table) && session.Execute(Raise, table, number) == 0) session.Execute(Start, table, number);
    }
}

namespace ProjectGraph.Server.Tests;

/// <summary>A test of the store's file. It is skipped if the suite runs on PostgreSQL.</summary>
public sealed class FactWithSqliteAttribute : FactAttribute
{
    public FactWithSqliteAttribute()
    {
        if (TestStore.IsPostgres)
            Skip = "The store is a database of a server, not a file.";
    }
}

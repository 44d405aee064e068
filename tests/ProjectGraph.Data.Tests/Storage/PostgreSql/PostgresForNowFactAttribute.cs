namespace ProjectGraph.Data.Tests.Storage.PostgreSql;

[AttributeUsage(AttributeTargets.Method)]
internal sealed class PostgresForNowFactAttribute : FactAttribute
{
    public PostgresForNowFactAttribute()
    {
        if (PostgresForNow.ConnectionString is null) Skip = "PROJECTGRAPH_TEST_POSTGRES names no server.";
    }
}

using System.Data.Common;
using ProjectGraph.Data.Storage.PostgreSql;

namespace ProjectGraph.Data.Query.PostgreSql;

/// <summary>The PostgreSQL store as the runner sees it.</summary>
internal sealed class PostgresReads(PostgresDatabase database) : IReadConnections
{
    public SqlDialect Dialect => throw new NotSupportedException();

    public DbConnection OpenReadConnection() => database.OpenReadConnection();

    public void Interrupt(DbConnection connection) => throw new NotSupportedException();

    public IRowReader RowReader(DbDataReader reader) => new AdoRowReader(reader);
}

using Microsoft.EntityFrameworkCore.Design;
using Npgsql;

namespace ProjectGraph.Data.Storage.PostgreSql;

/// <summary>Gives dotnet-ef the model on PostgreSQL, without a server.</summary>
internal sealed class PostgresDesign : IDesignTimeDbContextFactory<PostgresGraphDbContext>
{
    public PostgresGraphDbContext CreateDbContext(string[] args) => PostgresSchema.Context(new NpgsqlConnection());
}

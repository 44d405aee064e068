using Microsoft.EntityFrameworkCore.Design;
using Npgsql;

namespace ProjectGraph.Data.Storage.PostgreSql;

/// <summary>Creates the PostgreSQL model for dotnet-ef, without a server.</summary>
internal sealed class PostgresDesignTimeFactory : IDesignTimeDbContextFactory<PostgresGraphDbContext>
{
    public PostgresGraphDbContext CreateDbContext(string[] args) => PostgresSchema.CreateContext(new NpgsqlConnection());
}

using Microsoft.EntityFrameworkCore.Design;
using Npgsql;

namespace ProjectGraph.Data.Storage.PostgreSql;

/// <summary>Creates the PostgreSQL model for dotnet-ef, without a server.</summary>
internal sealed class PostgresDesign : IDesignTimeDbContextFactory<PostgresGraphDbContext>
{
    public PostgresGraphDbContext CreateDbContext(string[] args) => PostgresSchema.Context(new NpgsqlConnection());
}

using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Design;

namespace ProjectGraph.Data.Storage.Sqlite;

/// <summary>Creates the SQLite model for dotnet-ef, without a file.</summary>
internal sealed class SqliteDesignTimeFactory : IDesignTimeDbContextFactory<GraphDbContext>
{
    public GraphDbContext CreateDbContext(string[] args) => SqliteSchema.CreateContext(new SqliteConnection());
}

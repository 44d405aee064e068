using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Design;

namespace ProjectGraph.Data.Storage.Sqlite;

/// <summary>Creates the SQLite model for dotnet-ef, without a file.</summary>
internal sealed class SqliteDesign : IDesignTimeDbContextFactory<GraphDbContext>
{
    public GraphDbContext CreateDbContext(string[] args) => SqliteSchema.Context(new SqliteConnection());
}

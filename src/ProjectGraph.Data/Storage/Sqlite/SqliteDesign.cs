using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Design;

namespace ProjectGraph.Data.Storage.Sqlite;

/// <summary>Gives dotnet-ef the model on SQLite, without a file.</summary>
internal sealed class SqliteDesign : IDesignTimeDbContextFactory<GraphDbContext>
{
    public GraphDbContext CreateDbContext(string[] args) => SqliteSchema.Context(new SqliteConnection());
}

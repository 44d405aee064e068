using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace ProjectGraph.Data.Storage.Sqlite;

/// <summary>
/// Brings the file to this version's schema. EF Core writes the statements; they run here in one immediate transaction, which
/// is lock and guard at once: a second process waits, and a kill leaves the old schema whole. (EF's own lock is a row, and
/// a killed process would leave it behind for ever.)
/// </summary>
internal static class SqliteSchema
{
    public static void Upgrade(SqliteConnection connection)
    {
        using var context = Context(connection);
        using var transaction = connection.BeginTransaction(deferred: false);
        var applied = Applied(connection);
        var known = context.Database.GetMigrations().ToList();
        SchemaVersions.Check(applied, known);
        if (applied.Count < known.Count) Execute(connection, Script(context, applied.LastOrDefault()));
        transaction.Commit();
    }

    /// <exception cref="StoreException">The file is of another version.</exception>
    public static bool Demand(SqliteConnection connection)
    {
        using var context = Context(connection);
        return SchemaVersions.Demand(Applied(connection), [.. context.Database.GetMigrations()]);
    }

    public static GraphDbContext Context(SqliteConnection connection) =>
        new(new DbContextOptionsBuilder<GraphDbContext>().UseSqlite(connection).Options);

    private static List<string> Applied(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT count(*) FROM sqlite_master WHERE name = '__EFMigrationsHistory'";
        if ((long)command.ExecuteScalar()! == 0) return [];
        command.CommandText = "SELECT \"MigrationId\" FROM \"__EFMigrationsHistory\" ORDER BY \"MigrationId\"";
        using var reader = command.ExecuteReader();
        var applied = new List<string>();
        while (reader.Read()) applied.Add(reader.GetString(0));
        return applied;
    }

    private static string Script(GraphDbContext context, string? from) =>
        context.GetService<IMigrator>().GenerateScript(from ?? Migration.InitialDatabase, null, MigrationsSqlGenerationOptions.NoTransactions);

    private static void Execute(SqliteConnection connection, string script)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Written by EF Core from the migrations of this assembly.
        command.CommandText = script;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }
}

using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using ProjectGraph.Data.Storage.PostgreSql;
using ProjectGraph.Data.Storage.Sqlite;

namespace ProjectGraph.Data.Storage;

/// <summary>Writes the SQL that upgrades a store's schema, for operators who run it themselves. It opens no database.</summary>
public static class SchemaScript
{
    /// <summary>
    /// Creates the script, which is one transaction. On PostgreSQL it skips the migrations that the database has. On SQLite it
    /// starts at <paramref name="from"/> and fails on a file with another newest migration.
    /// </summary>
    /// <param name="provider"><c>Sqlite</c> or <c>PostgreSql</c>, as in <c>Store:Provider</c>.</param>
    /// <param name="from">The newest migration that the store has. On PostgreSQL null means any.</param>
    /// <exception cref="StoreException">The provider or the migration is unknown.</exception>
    public static string Create(string? provider, string? from)
    {
        if (GraphStoreServices.IsPostgres(provider))
            return PostgresSchema.CreateScript(from);
        return from is null
            ? throw new StoreException(
                StoreException.BadConfiguration,
                "The newest migration of the SQLite file is missing. Pass it with --from. This command prints it: sqlite3 FILE 'SELECT max(MigrationId) FROM __EFMigrationsHistory'. The service creates a new file itself."
            )
            : SqliteSchema.CreateScript(from);
    }

    internal static string CreateMigrations(GraphDbContext context, string? from, MigrationsSqlGenerationOptions options)
    {
        var known = context.Database.GetMigrations().ToList();
        if (from is not null && !known.Contains(from))
            throw new StoreException(
                StoreException.BadConfiguration,
                $"The migration `{from}` was not found. Pass one of these: {string.Join(", ", known)}."
            );
        return context
            .GetService<IMigrator>()
            .GenerateScript(from ?? Migration.InitialDatabase, null, options | MigrationsSqlGenerationOptions.NoTransactions);
    }
}

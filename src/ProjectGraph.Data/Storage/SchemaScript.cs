using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using ProjectGraph.Data.Storage.PostgreSql;
using ProjectGraph.Data.Storage.Sqlite;

namespace ProjectGraph.Data.Storage;

/// <summary>Writes the SQL that brings a store to this version's schema, for operators who run it themselves. No database is opened.</summary>
public static class SchemaScript
{
    /// <summary>One transaction. On PostgreSQL it leaves out what the database has already; on SQLite it starts at <paramref name="from"/> and stops in any other file.</summary>
    /// <param name="provider"><c>Sqlite</c> or <c>PostgreSql</c>, as in <c>Store:Provider</c>.</param>
    /// <param name="from">The newest migration that the store has; on PostgreSQL null is any.</param>
    /// <exception cref="StoreException">There is no such provider, or no such migration.</exception>
    public static string Create(string? provider, string? from)
    {
        if (GraphStoreServices.IsPostgres(provider)) return PostgresSchema.Script(from);
        return from is null
            ? throw new StoreException(StoreException.BadConfiguration, "The newest migration of the SQLite file is missing. Give it by --from; this shows it: sqlite3 FILE 'SELECT max(MigrationId) FROM __EFMigrationsHistory'. A new file is created by the service.")
            : SqliteSchema.Script(from);
    }

    internal static string Migrations(GraphDbContext context, string? from, MigrationsSqlGenerationOptions options)
    {
        var known = context.Database.GetMigrations().ToList();
        if (from is not null && !known.Contains(from))
            throw new StoreException(StoreException.BadConfiguration, $"There is no migration `{from}`. Give one of these: {string.Join(", ", known)}.");
        return context.GetService<IMigrator>().GenerateScript(from ?? Migration.InitialDatabase, null, options | MigrationsSqlGenerationOptions.NoTransactions);
    }
}

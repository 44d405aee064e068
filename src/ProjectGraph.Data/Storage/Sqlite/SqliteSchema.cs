using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;

namespace ProjectGraph.Data.Storage.Sqlite;

/// <summary>
/// Upgrades the file to this version's schema in one immediate transaction. A second process waits for it, and a kill leaves the
/// old schema intact. (EF's own lock is a row, which a killed process would leave behind forever.)
/// </summary>
internal static class SqliteSchema
{
    private const string FindHistory = "SELECT 1 FROM sqlite_master WHERE name = '__EFMigrationsHistory'";

    private const string SelectForeignTable = $"SELECT name FROM sqlite_master WHERE type = 'table' AND NOT EXISTS ({FindHistory}) LIMIT 1";

    public static void Upgrade(SqliteConnection connection)
    {
        using var context = CreateContext(connection);
        Upgrade(connection, context);
    }

    /// <param name="context">Provides the migrations.</param>
    public static void Upgrade(SqliteConnection connection, GraphDbContext context)
    {
        // A migration rebuilds a table by copying it and dropping the old one. With foreign keys on, the drop would delete all rows
        // that refer to it. The setting has no effect within a transaction.
        Execute(connection, "PRAGMA foreign_keys = OFF");
        try
        {
            using var transaction = connection.BeginTransaction(deferred: false);
            RefuseForeign(connection);
            new SchemaVersions(context, connection, FindHistory).Upgrade();
            transaction.Commit();
        }
        finally
        {
            Execute(connection, "PRAGMA foreign_keys = ON");
        }
    }

    // A database with tables but without a migration history belongs to another program.
    private static void RefuseForeign(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = SelectForeignTable;
        if (command.ExecuteScalar() is string table)
            throw new StoreException(
                StoreException.BadConfiguration,
                $"{connection.DataSource} belongs to another program (it has the table `{table}`). Name another file in ConnectionStrings:ProjectGraph."
            );
    }

    /// <summary>Checks that the file has this version's schema.</summary>
    /// <exception cref="StoreException">The file has another version.</exception>
    public static bool RequireCurrent(SqliteConnection connection)
    {
        using var context = CreateContext(connection);
        return new SchemaVersions(context, connection, FindHistory).RequireCurrent();
    }

    /// <summary>Writes the upgrade script for the shell <c>sqlite3</c>, which stops at the first error.</summary>
    /// <param name="from">The file's newest migration. SQLite has no conditional statements, so a check fails on any other file.</param>
    public static string CreateScript(string from)
    {
        using var context = CreateContext(new());
        return $"""
            .bail on
            PRAGMA foreign_keys = OFF;
            BEGIN IMMEDIATE;
            CREATE TEMPORARY TABLE "NewestMigration" ("Id" TEXT NOT NULL CONSTRAINT "The newest migration is not {from}" CHECK ("Id" = '{from}'));
            INSERT INTO "NewestMigration" SELECT max("MigrationId") FROM "__EFMigrationsHistory";
            DROP TABLE "NewestMigration";

            {SchemaScript.CreateMigrations(context, from, MigrationsSqlGenerationOptions.Default)}
            COMMIT;

            """;
    }

    public static GraphDbContext CreateContext(SqliteConnection connection) => new(CreateOptions(connection).Options);

    public static DbContextOptionsBuilder<GraphDbContext> CreateOptions(SqliteConnection connection) =>
        new DbContextOptionsBuilder<GraphDbContext>()
            .UseSqlite(connection)
            .ReplaceService<IMigrationsSqlGenerator, SqliteMigrationSqlGenerator>();

    private static void Execute(SqliteConnection connection, string statement)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // A constant of this class.
        command.CommandText = statement;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }
}

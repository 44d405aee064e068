using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql;

namespace ProjectGraph.Data.Storage.PostgreSql;

/// <summary>
/// Upgrades the database to this version's schema in one transaction that holds a lock. If several instances start together,
/// the first one upgrades and the others wait. A kill leaves the old schema intact.
/// </summary>
internal static class PostgresSchema
{
    private const string Lock = "SELECT pg_advisory_xact_lock(5261894)";

    // The whole schema in one transaction may take longer than the time-out of queries.
    private const string NoStatementTimeout = "SET LOCAL statement_timeout = 0";
    private const string FindHistory = "SELECT 1 WHERE to_regclass('\"__EFMigrationsHistory\"') IS NOT NULL";

    public static void Upgrade(NpgsqlConnection connection)
    {
        using var context = CreateContext(connection);
        using var transaction = connection.BeginTransaction();
        using (var first = new NpgsqlCommand($"{NoStatementTimeout}; {Lock}", connection))
            first.ExecuteNonQuery();
        new SchemaVersions(context, connection, FindHistory).Upgrade();
        ServerFunctions.Ensure(connection);
        transaction.Commit();
    }

    /// <summary>Checks that the database has this version's schema.</summary>
    /// <exception cref="StoreException">The database has another version.</exception>
    public static bool RequireCurrent(NpgsqlConnection connection)
    {
        using var context = CreateContext(connection);
        return new SchemaVersions(context, connection, FindHistory).RequireCurrent();
    }

    /// <summary>Writes the upgrade script. Each migration runs only if the database lacks it.</summary>
    /// <param name="from">The script leaves out this migration and all before it. Null leaves out none.</param>
    public static string CreateScript(string? from)
    {
        using var context = CreateContext(new());
        return $"""
            SET client_encoding = 'UTF8';
            BEGIN;
            {NoStatementTimeout};
            {Lock};

            {SchemaScript.CreateMigrations(context, from, MigrationsSqlGenerationOptions.Idempotent)}
            {string.Join(";\n\n", ServerFunctions.Statements)};

            COMMIT;

            """;
    }

    public static PostgresGraphDbContext CreateContext(NpgsqlConnection connection) => new(CreateOptions(connection).Options);

    public static DbContextOptionsBuilder<PostgresGraphDbContext> CreateOptions(NpgsqlConnection connection) =>
        new DbContextOptionsBuilder<PostgresGraphDbContext>().UseNpgsql(connection);
}

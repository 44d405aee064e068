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
    private const string Unhurried = "SET LOCAL statement_timeout = 0";
    private const string FindHistory = "SELECT 1 WHERE to_regclass('\"__EFMigrationsHistory\"') IS NOT NULL";

    public static void Upgrade(NpgsqlConnection connection)
    {
        using var context = Context(connection);
        using var transaction = connection.BeginTransaction();
        using (var first = new NpgsqlCommand($"{Unhurried}; {Lock}", connection)) first.ExecuteNonQuery();
        new SchemaVersions(context, connection, FindHistory).Upgrade();
        ServerFunctions.Ensure(connection);
        transaction.Commit();
    }

    /// <summary>Checks that the database has this version's schema.</summary>
    /// <exception cref="StoreException">The database has another version.</exception>
    public static bool Demand(NpgsqlConnection connection)
    {
        using var context = Context(connection);
        return new SchemaVersions(context, connection, FindHistory).Demand();
    }

    /// <summary>Writes the upgrade script. Each migration runs only if the database lacks it.</summary>
    /// <param name="from">The script leaves out this migration and all before it. Null leaves out none.</param>
    public static string Script(string? from)
    {
        using var context = Context(new());
        return $"""
            SET client_encoding = 'UTF8';
            BEGIN;
            {Unhurried};
            {Lock};

            {SchemaScript.Migrations(context, from, MigrationsSqlGenerationOptions.Idempotent)}
            {string.Join(";\n\n", ServerFunctions.Statements)};

            COMMIT;

            """;
    }

    public static PostgresGraphDbContext Context(NpgsqlConnection connection) => new(Options(connection).Options);

    public static DbContextOptionsBuilder<PostgresGraphDbContext> Options(NpgsqlConnection connection) =>
        new DbContextOptionsBuilder<PostgresGraphDbContext>().UseNpgsql(connection);
}

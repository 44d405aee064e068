using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql;

namespace ProjectGraph.Data.Storage.PostgreSql;

/// <summary>
/// Brings the database to this version's schema, in one transaction behind one lock: of several instances that start together
/// the first does it and the others wait, and a kill leaves the old schema whole.
/// </summary>
internal static class PostgresSchema
{
    private const string Lock = "SELECT pg_advisory_xact_lock(5261894)";

    // The whole schema in one transaction may take longer than any question.
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

    /// <exception cref="StoreException">The database is of another version.</exception>
    public static bool Demand(NpgsqlConnection connection)
    {
        using var context = Context(connection);
        return new SchemaVersions(context, connection, FindHistory).Demand();
    }

    /// <summary>The statements of an upgrade, each with the condition that the database lacks it.</summary>
    /// <param name="from">The newest migration that the script leaves out, with all before it; null for none.</param>
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

using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
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
    private const string FindHistory = "SELECT to_regclass('\"__EFMigrationsHistory\"') IS NOT NULL";

    public static void Upgrade(NpgsqlConnection connection)
    {
        using var context = Context(connection);
        using var transaction = connection.BeginTransaction();
        Execute(connection, Lock);
        var applied = Applied(connection);
        var known = context.Database.GetMigrations().ToList();
        SchemaVersions.Check(applied, known);
        if (applied.Count < known.Count) Execute(connection, Script(context, applied.LastOrDefault()));
        ServerFunctions.Ensure(connection);
        transaction.Commit();
    }

    /// <exception cref="StoreException">The database is of another version.</exception>
    public static bool Demand(NpgsqlConnection connection)
    {
        using var context = Context(connection);
        return SchemaVersions.Demand(Applied(connection), [.. context.Database.GetMigrations()]);
    }

    public static PostgresGraphDbContext Context(NpgsqlConnection connection) =>
        new(new DbContextOptionsBuilder<PostgresGraphDbContext>().UseNpgsql(connection).Options);

    private static List<string> Applied(NpgsqlConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = FindHistory;
        if (command.ExecuteScalar() is not true) return [];
        command.CommandText = "SELECT \"MigrationId\" FROM \"__EFMigrationsHistory\" ORDER BY \"MigrationId\"";
        using var reader = command.ExecuteReader();
        var applied = new List<string>();
        while (reader.Read()) applied.Add(reader.GetString(0));
        return applied;
    }

    private static string Script(GraphDbContext context, string? from) =>
        context.GetService<IMigrator>().GenerateScript(from ?? Migration.InitialDatabase, null, MigrationsSqlGenerationOptions.NoTransactions);

    private static void Execute(NpgsqlConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Written by EF Core from the migrations of this assembly.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.CommandTimeout = 0;
        command.ExecuteNonQuery();
    }
}

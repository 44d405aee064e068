using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace ProjectGraph.Data.Storage;

/// <summary>Compares the database's migrations with those of this program and applies the missing ones. EF Core writes their SQL.</summary>
/// <param name="findHistory">A query that returns a row if the database has a migration history.</param>
internal sealed class SchemaVersions(GraphDbContext context, DbConnection connection, string findHistory)
{
    private const string SelectHistory = "SELECT \"MigrationId\" FROM \"__EFMigrationsHistory\" ORDER BY \"MigrationId\"";

    /// <summary>Applies the missing migrations within the open transaction.</summary>
    /// <exception cref="StoreException">The database has unknown migrations.</exception>
    public void Upgrade()
    {
        var applied = ReadApplied();
        var known = GetKnown();
        Check(applied, known);
        if (applied.Count < known.Count)
            Execute(CreateScript(applied.LastOrDefault()));
    }

    /// <summary>Checks that the database has exactly the migrations of this program.</summary>
    /// <exception cref="StoreException">The database has other migrations than this program.</exception>
    public bool RequireCurrent()
    {
        var applied = ReadApplied();
        var known = GetKnown();
        Check(applied, known);
        if (applied.Count == 0)
            throw new StoreException(
                StoreException.BadConfiguration,
                "The database does not contain a ProjectGraph store. Name the database that the service uses."
            );
        return applied.Count == known.Count
            ? true
            : throw new StoreException(
                StoreException.BadConfiguration,
                "The database was written by an older version of ProjectGraph. Start this version on it once to upgrade it, and stop it again."
            );
    }

    private static void Check(List<string> applied, List<string> known)
    {
        if (applied.Count > 0 && !applied.Intersect(known, StringComparer.Ordinal).Any())
            throw new StoreException(
                StoreException.BadConfiguration,
                $"The database belongs to another program (its schema has `{applied[0]}`). Name another database in ConnectionStrings:ProjectGraph."
            );
        if (applied.Except(known, StringComparer.Ordinal).FirstOrDefault() is { } unknown)
            throw new StoreException(
                StoreException.NewerSchema,
                $"The database was written by a newer version of ProjectGraph (its schema has `{unknown}`). Start that version, or use another database."
            );
    }

    private List<string> GetKnown() => [.. context.Database.GetMigrations()];

    private List<string> ReadApplied()
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Constants of this assembly.
        command.CommandText = findHistory;
        if (command.ExecuteScalar() is null)
            return [];
        command.CommandText = SelectHistory;
#pragma warning restore CA2100
        using var reader = command.ExecuteReader();
        var applied = new List<string>();
        while (reader.Read())
            applied.Add(reader.GetString(0));
        return applied;
    }

    private string CreateScript(string? from) =>
        context
            .GetService<IMigrator>()
            .GenerateScript(from ?? Migration.InitialDatabase, null, MigrationsSqlGenerationOptions.NoTransactions);

    private void Execute(string script)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Written by EF Core from the migrations of this assembly.
        command.CommandText = script;
#pragma warning restore CA2100
        // No time-out: a new index on a large store can take long.
        command.CommandTimeout = 0;
        command.ExecuteNonQuery();
    }
}

using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Npgsql;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Storage.PostgreSql;
using ProjectGraph.Data.Storage.Sqlite;

namespace ProjectGraph.Data.Storage.Moving;

/// <summary>
/// The tables that both databases have, as EF Core knows them: what only one of them has is made from the others, and what
/// processes have under way is no part of a store that none has open.
/// </summary>
internal static class MovedTables
{
    /// <summary>What only running processes know.</summary>
    public static readonly IReadOnlyList<string> Passing = [InternalTables.Instances, SharedTables.ProjectTurns, SharedTables.RateBudgets, SharedTables.LaterAnswers];

    private static readonly Lazy<IReadOnlyList<MovedTable>> all = new(Read);

    /// <summary>A table stands behind those that it refers to.</summary>
    public static IReadOnlyList<MovedTable> All => all.Value;

    private static List<MovedTable> Read()
    {
        using var file = new SqliteConnection();
        using var sqlite = SqliteSchema.Context(file);
        using var server = new NpgsqlConnection();
        using var postgres = PostgresSchema.Context(server);
        var numbered = ModelOf(sqlite).GetEntityTypes().ToDictionary(entity => entity.GetTableName()!, IsNumbered, StringComparer.Ordinal);
        foreach (var passing in Passing) numbered.Remove(passing);
        return [.. InOrder([.. ModelOf(postgres).GetEntityTypes().Where(entity => numbered.ContainsKey(entity.GetTableName()!))])
            .Select(entity => TableOf(entity, numbered[entity.GetTableName()!]))];
    }

    private static IModel ModelOf(DbContext context) => context.GetService<IDesignTimeModel>().Model;

    private static bool IsNumbered(IEntityType entity) => entity.FindPrimaryKey()!.Properties is [{ ValueGenerated: ValueGenerated.OnAdd }];

    private static MovedTable TableOf(IEntityType entity, bool isNumbered)
    {
        var properties = entity.GetProperties().ToList();
        var shape = new RowShape(entity.GetTableName()!, entity.GetTableName()!, properties.ConvertAll(property => new StoredColumn(property.GetColumnName(), KindOf(property))));
        return new(shape, [.. entity.FindPrimaryKey()!.Properties.Select(property => properties.IndexOf(property))], isNumbered);
    }

    private static FieldKind KindOf(IProperty property) => property.GetColumnType() switch
    {
        "text" => FieldKind.Text,
        "json" => FieldKind.Json,
        "bigint" => FieldKind.Long,
        "boolean" => FieldKind.Boolean,
        "double precision" => FieldKind.Double,
        var other => throw new InvalidOperationException($"Nobody has said how a column of the type {other} moves."),
    };

    private static IEnumerable<IEntityType> InOrder(List<IEntityType> waiting)
    {
        while (waiting.Count > 0)
        {
            var next = waiting.First(entity => !entity.GetForeignKeys().Any(reference => waiting.Contains(reference.PrincipalEntityType)));
            waiting.Remove(next);
            yield return next;
        }
    }
}

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
/// The tables that both databases have in EF Core's models. Tables of only one of them are built from the others. Transient
/// tables of running processes are left out, because no process has the store open.
/// </summary>
internal static class TransferTables
{
    /// <summary>The tables that only running processes use.</summary>
    public static readonly IReadOnlyList<string> TransientTables =
    [
        InternalTables.Instances,
        SharedTables.ProjectLeases,
        SharedTables.RateBudgets,
        SharedTables.AsyncResults,
    ];

    private static readonly Lazy<IReadOnlyList<TransferTable>> LazyAll = new(Read);

    /// <summary>The tables in the order of their references: a table comes after those that it refers to.</summary>
    public static IReadOnlyList<TransferTable> All => LazyAll.Value;

    private static List<TransferTable> Read()
    {
        using var file = new SqliteConnection();
        using var sqlite = SqliteSchema.CreateContext(file);
        using var server = new NpgsqlConnection();
        using var postgres = PostgresSchema.CreateContext(server);
        var numbered = GetModel(sqlite)
            .GetEntityTypes()
            .ToDictionary(entity => entity.GetTableName()!, HasGeneratedKey, StringComparer.Ordinal);
        foreach (var name in TransientTables)
            numbered.Remove(name);
        return
        [
            .. OrderByReferences([.. GetModel(postgres).GetEntityTypes().Where(entity => numbered.ContainsKey(entity.GetTableName()!))])
                .Select(entity => CreateTable(entity, numbered[entity.GetTableName()!])),
        ];
    }

    private static IModel GetModel(DbContext context) => context.GetService<IDesignTimeModel>().Model;

    private static bool HasGeneratedKey(IEntityType entity) =>
        entity.FindPrimaryKey()!.Properties is [{ ValueGenerated: ValueGenerated.OnAdd }];

    private static TransferTable CreateTable(IEntityType entity, bool isNumbered)
    {
        var properties = entity.GetProperties().ToList();
        var shape = new RowShape(
            entity.GetTableName()!,
            entity.GetTableName()!,
            properties.ConvertAll(property => new StoredColumn(property.GetColumnName(), GetKind(property)))
        );
        return new(shape, [.. entity.FindPrimaryKey()!.Properties.Select(property => properties.IndexOf(property))], isNumbered);
    }

    private static FieldKind GetKind(IProperty property) =>
        property.GetColumnType() switch
        {
            "text" => FieldKind.Text,
            "json" => FieldKind.Json,
            "bigint" => FieldKind.Long,
            "boolean" => FieldKind.Boolean,
            "double precision" => FieldKind.Double,
            var other => throw new InvalidOperationException($"Transfer of a column of type {other} is not supported."),
        };

    private static IEnumerable<IEntityType> OrderByReferences(List<IEntityType> waiting)
    {
        while (waiting.Count > 0)
        {
            var next = waiting.First(entity => !entity.GetForeignKeys().Any(reference => waiting.Contains(reference.PrincipalEntityType)));
            waiting.Remove(next);
            yield return next;
        }
    }
}

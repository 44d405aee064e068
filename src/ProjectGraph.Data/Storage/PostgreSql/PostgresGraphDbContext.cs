using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;
using ProjectGraph.Data.Model;

namespace ProjectGraph.Data.Storage.PostgreSql;

/// <summary>
/// Maps the tables for PostgreSQL. Texts and days compare by code point, whatever the server's locale is. Integers have 64 bits
/// as on SQLite. JSON is stored exactly as the vendor wrote it, which <c>jsonb</c> would not do.
/// </summary>
internal sealed class PostgresGraphDbContext(DbContextOptions<PostgresGraphDbContext> options) : GraphDbContext(options)
{
    public const string Collation = "C";

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        foreach (var entity in builder.Model.GetEntityTypes())
        foreach (var property in entity.GetProperties())
            Adapt(entity, property);
        // Every sync updates each project's last-seen time. With free space on the page, this adds no index entry.
        builder.Entity<Project>().HasStorageParameter("fillfactor", 80);
        PostgresIndexes.Adapt(builder);
        PostgresTables.Declare(builder);
    }

    private static void Adapt(IMutableEntityType entity, IMutableProperty property)
    {
        if (property.ClrType == typeof(string))
        {
            if (IsJson(entity, property))
                property.SetColumnType("json");
            else
                property.SetCollation(Collation);
        }
        else if (property.ClrType == typeof(DateOnly) || property.ClrType == typeof(DateOnly?))
        {
            property.SetValueConverter(new DayTextConverter());
            property.SetCollation(Collation);
        }
        else if (property.ClrType == typeof(int) || property.ClrType == typeof(int?))
            property.SetColumnType("bigint");
        if (property.ValueGenerated == ValueGenerated.OnAdd && property.IsPrimaryKey())
        {
            // Writers assign the positions of the change log, because a sequence would leave gaps.
            if (entity.GetTableName() == InternalTables.Changes)
                property.ValueGenerated = ValueGenerated.Never;
            else
                property.SetValueGenerationStrategy(NpgsqlValueGenerationStrategy.IdentityByDefaultColumn);
        }
    }

    private static bool IsJson(IMutableEntityType entity, IMutableProperty property) =>
        GraphModel.Instance.Entities.FirstOrDefault(each => each.Type == entity.ClrType)?.FindField(property.Name)
            is { Kind: FieldKind.Json };
}

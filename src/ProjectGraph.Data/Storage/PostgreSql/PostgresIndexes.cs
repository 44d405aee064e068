using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;
using ProjectGraph.Data.Model;

namespace ProjectGraph.Data.Storage.PostgreSql;

/// <summary>
/// Adapts the graph's indexes to PostgreSQL. They end with the row's key and sort nulls first. Measures are included columns.
/// Indexes on sparse columns leave out the rows without a value.
/// </summary>
internal static class PostgresIndexes
{
    private static readonly string[] Measures = [nameof(Project.Mrr), nameof(Project.Arr), nameof(Project.Nrr), nameof(Project.Progress)];

    // Columns that are mostly null and are filtered by value.
    private static readonly string[] Sparse =
    [
        nameof(Project.ExternalId),
        nameof(Project.SourceId),
        nameof(Project.Reference),
        nameof(Project.Number),
        nameof(Company.Email),
        nameof(Person.Username),
        nameof(Operation.IdempotencyKey),
    ];

    private static readonly Lazy<IModel> LazyModel = new(() =>
    {
        using var context = new PostgresGraphDbContext(new DbContextOptionsBuilder<PostgresGraphDbContext>().UseNpgsql().Options);
        return context.GetService<IDesignTimeModel>().Model;
    });

    private static readonly ConcurrentDictionary<Type, OrderedIndex[]> IndexesByType = new();

    /// <summary>Returns the indexes that contain all rows of an entity in ascending order.</summary>
    public static IReadOnlyList<OrderedIndex> GetOrderedIndexes(Type entity) =>
        IndexesByType.GetOrAdd(entity, static type =>
            LazyModel.Value.FindEntityType(type) is { } found ? [.. FindOrderedIndexes(found)] : []
        );

    public static void Adapt(ModelBuilder builder)
    {
        foreach (var entity in builder.Model.GetEntityTypes())
        foreach (var index in entity.GetIndexes().ToList())
            Adapt(builder, entity, index);
        // Serves "contains", also case-sensitive: the index finds candidates, and PostgreSQL rechecks the rows.
        builder
            .Entity<Project>()
            .HasIndex(
                [nameof(Project.Name), nameof(Project.Description), nameof(Project.Number), nameof(Project.Reference)],
                "IX_Projects_Texts"
            )
            .HasMethod("gin")
            .HasOperators("gin_trgm_ops", "gin_trgm_ops", "gin_trgm_ops", "gin_trgm_ops");
    }

    private static IEnumerable<OrderedIndex> FindOrderedIndexes(IEntityType entity) =>
        entity
            .GetIndexes()
            .Where(index => index.GetMethod() is null && index.GetFilter() is null)
            .Select(index => new OrderedIndex(GetNames(index.Properties), index.IsUnique))
            .Append(new(GetNames(entity.FindPrimaryKey()!.Properties), IsUnique: true));

    private static string[] GetNames(IEnumerable<IReadOnlyProperty> properties) => [.. properties.Select(property => property.Name)];

    private static void Adapt(ModelBuilder builder, IMutableEntityType entity, IMutableIndex declared)
    {
        if (declared.IsUnique)
            return;
        var columns = declared.Properties.Select(property => property.Name).ToArray();
        entity.RemoveIndex(declared);
        string[] measures = columns is [_, .., _] ? [.. columns.Intersect(Measures)] : [];
        string[] keys = measures.Length == Measures.Length ? [.. columns.Except(Measures)] : columns;
        var end = entity.FindPrimaryKey()!.Properties.Select(property => property.Name).Except(keys);
        var index = builder.Entity(entity.Name).HasIndex([.. keys, .. end]);
        index.HasNullSortOrder([
            .. index.Metadata.Properties.Select(property => property.IsNullable ? NullSortOrder.NullsFirst : NullSortOrder.Unspecified),
        ]);
        if (keys.Length < columns.Length)
            index.IncludeProperties(measures);
        if (keys is [var column] && Sparse.Contains(column) && index.Metadata.Properties[0].IsNullable)
            index.HasFilter($"\"{column}\" IS NOT NULL");
    }
}

/// <summary>An index that returns rows in the order of its columns.</summary>
/// <param name="Columns">The columns in their order.</param>
internal sealed record OrderedIndex(IReadOnlyList<string> Columns, bool IsUnique);

using System.Collections;
using System.Data.Common;
using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Scaffolding;
using Microsoft.EntityFrameworkCore.Scaffolding.Metadata;
using Microsoft.Extensions.DependencyInjection;

namespace ProjectGraph.Data.Tests.Storage.Migrations;

/// <summary>The tables of a database as EF Core's scaffolding reads them.</summary>
internal static class DatabaseTables
{
    /// <param name="context">The context of the database's provider.</param>
    public static IEnumerable<DatabaseTable> Read(DbConnection connection, DbContext context)
    {
        var provider = Assembly.Load(context.Database.ProviderName!);
        var services = new ServiceCollection().AddEntityFrameworkDesignTimeServices();
        var own = provider.GetType(provider.GetCustomAttribute<DesignTimeProviderServicesAttribute>()!.TypeName, throwOnError: true)!;
        ((IDesignTimeServices)Activator.CreateInstance(own)!).ConfigureDesignTimeServices(services);
        using var provided = services.BuildServiceProvider();
        var database = provided.GetRequiredService<IDatabaseModelFactory>().Create(connection, new DatabaseModelFactoryOptions());
        return database
            .Tables.Where(table => table.Name != HistoryRepository.DefaultTableName)
            .OrderBy(table => table.Name, StringComparer.Ordinal);
    }

    /// <summary>
    /// Writes a line for each table, column, key and index. Columns are sorted by name, because an added column comes last whatever
    /// its order in the model is.
    /// </summary>
    public static IEnumerable<string> Describe(this IEnumerable<DatabaseTable> tables) =>
        tables.SelectMany(table =>
            (IEnumerable<string>)
                [
                    $"{table.Name}{Annotations(table)}",
                    .. table.Columns.Select(Describe).Order(StringComparer.Ordinal),
                    $"{table.Name} key {table.PrimaryKey?.Name} ({Names(table.PrimaryKey?.Columns ?? [])})",
                    .. table
                        .UniqueConstraints.Select(unique => $"{table.Name} unique {unique.Name} ({Names(unique.Columns)})")
                        .Order(StringComparer.Ordinal),
                    .. table
                        .ForeignKeys.Select(key =>
                            $"{table.Name} ({Names(key.Columns)}) refers to {key.PrincipalTable.Name} ({Names(key.PrincipalColumns)}) {key.OnDelete}"
                        )
                        .Order(StringComparer.Ordinal),
                    .. table.Indexes.Select(Describe).Order(StringComparer.Ordinal),
                ]
        );

    private static string Describe(DatabaseColumn column) =>
        $"{column.Table.Name}.{column.Name} {column.StoreType} null:{column.IsNullable} default:{column.DefaultValueSql} collation:{column.Collation} generated:{column.ValueGenerated}{Annotations(column)}";

    private static string Describe(DatabaseIndex index) =>
        $"{index.Table!.Name} index {index.Name} ({Names(index.Columns)}) unique:{index.IsUnique} descending:{string.Join(',', index.IsDescending)} filter:{index.Filter}{Annotations(index)}";

    private static string Names(IEnumerable<DatabaseColumn> columns) => string.Join(", ", columns.Select(column => column.Name));

    // On SQLite scaffolding infers a type from the rows, which is not part of the schema.
    private static string Annotations(Annotatable annotated) =>
        string.Concat(
            annotated
                .GetAnnotations()
                .Where(annotation => annotation.Name != "ClrType")
                .OrderBy(annotation => annotation.Name, StringComparer.Ordinal)
                .Select(annotation => $" {annotation.Name}={Text(annotation.Value)}")
        );

    private static string? Text(object? value) =>
        value is IEnumerable values and not string ? $"[{string.Join(',', values.Cast<object>())}]" : value?.ToString();
}

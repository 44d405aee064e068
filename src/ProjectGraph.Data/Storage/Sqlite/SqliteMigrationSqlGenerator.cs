using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Storage.Migrations;

namespace ProjectGraph.Data.Storage.Sqlite;

/// <summary>
/// Writes generated migrations for SQLite. EF Core rebuilds a table whose column changes: it copies the rows to a new table,
/// drops the old one and renames the new one. The drop removes the triggers of projects and the table's last key, which the
/// model does not contain. So they are restored here.
/// </summary>
internal sealed class SqliteMigrationSqlGenerator(
    MigrationsSqlGeneratorDependencies dependencies,
    IRelationalAnnotationProvider annotations
) : SqliteMigrationsSqlGenerator(dependencies, annotations)
{
    private const string CopyPrefix = "ef_temp_";

    private static readonly string Projects = GraphModel.Instance.Projects.Set;

    protected override void Generate(
        DropTableOperation operation,
        IModel? model,
        MigrationCommandListBuilder builder,
        bool terminate = true
    )
    {
        // A key is never generated twice, because the history of a deleted project refers to it.
        if (IsRebuild(operation, model))
            Run(
                builder,
                $"""
                DELETE FROM sqlite_sequence WHERE name = '{CopyPrefix}{operation.Name}';
                UPDATE sqlite_sequence SET name = '{CopyPrefix}{operation.Name}' WHERE name = '{operation.Name}';
                """
            );
        base.Generate(operation, model, builder, terminate);
    }

    protected override void Generate(RenameTableOperation operation, IModel? model, MigrationCommandListBuilder builder)
    {
        base.Generate(operation, model, builder);
        if (operation.NewName == Projects && operation.Name == CopyPrefix + Projects)
            Run(builder, MigrationScript.Read(typeof(SqliteMigrationSqlGenerator), "ProjectTextsTriggers.sql"));
    }

    private static bool IsRebuild(DropTableOperation operation, IModel? model) =>
        model?.GetRelationalModel().FindTable(operation.Name, operation.Schema) is not null;

    private static void Run(MigrationCommandListBuilder builder, string statements) => builder.AppendLine(statements).EndCommand();
}

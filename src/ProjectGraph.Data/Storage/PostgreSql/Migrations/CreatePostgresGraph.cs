using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using ProjectGraph.Data.Storage.Migrations;

namespace ProjectGraph.Data.Storage.PostgreSql.Migrations;

/// <summary>The first schema on PostgreSQL. Its statements stand in the file of the same name and never change.</summary>
[DbContext(typeof(PostgresGraphDbContext))]
[Migration("20261128000000_CreatePostgresGraph")]
internal sealed class CreatePostgresGraph : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.Sql(MigrationScript.Read(typeof(CreatePostgresGraph), "CreatePostgresGraph.sql"));
}

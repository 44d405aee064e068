using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using ProjectGraph.Data.Storage.Migrations;

namespace ProjectGraph.Data.Storage.PostgreSql.Migrations;

/// <inheritdoc cref="RecordCallers"/>
[DbContext(typeof(PostgresGraphDbContext))]
[Migration("20261130190000_RecordPostgresCallers")]
internal sealed class RecordPostgresCallers : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.Sql(MigrationScript.Read(typeof(RecordPostgresCallers), "RecordPostgresCallers.sql"));
}

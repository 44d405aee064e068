using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using ProjectGraph.Data.Storage.Migrations;

namespace ProjectGraph.Data.Storage.PostgreSql.Migrations;

[DbContext(typeof(PostgresGraphDbContext))]
[Migration("20261130200000_IndexPostgresAccounts")]
internal sealed class IndexPostgresAccounts : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.Sql(MigrationScript.Read(typeof(IndexPostgresAccounts), "IndexPostgresAccounts.sql"));
}

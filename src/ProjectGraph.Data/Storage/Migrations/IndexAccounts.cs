using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace ProjectGraph.Data.Storage.Migrations;

[DbContext(typeof(GraphDbContext))]
[Migration("20261130200000_IndexAccounts")]
internal sealed class IndexAccounts : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(MigrationScript.Read("IndexAccounts.sql"));
}

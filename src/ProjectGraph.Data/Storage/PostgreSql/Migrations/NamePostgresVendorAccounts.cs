using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using ProjectGraph.Data.Storage.Migrations;

namespace ProjectGraph.Data.Storage.PostgreSql.Migrations;

[DbContext(typeof(PostgresGraphDbContext))]
[Migration("20261201010000_NamePostgresVendorAccounts")]
internal sealed partial class NamePostgresVendorAccounts : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.Sql(MigrationScript.Read(typeof(NamePostgresVendorAccounts), "NamePostgresVendorAccounts.sql"));
}

using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace ProjectGraph.Data.Storage.Migrations;

[DbContext(typeof(GraphDbContext))]
[Migration("20261201010000_NameVendorAccounts")]
internal sealed partial class NameVendorAccounts : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(MigrationScript.Read("NameVendorAccounts.sql"));
}

using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace ProjectGraph.Data.Storage.Migrations;

[DbContext(typeof(GraphDbContext))]
[Migration("20261121100000_IndexProjectTexts")]
internal sealed class IndexProjectTexts : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(MigrationScript.Read("IndexProjectTexts.sql"));
}

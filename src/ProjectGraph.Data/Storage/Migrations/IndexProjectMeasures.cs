using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace ProjectGraph.Data.Storage.Migrations;

[DbContext(typeof(GraphDbContext))]
[Migration("20261121100100_IndexProjectMeasures")]
internal sealed class IndexProjectMeasures : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(MigrationScript.Read("IndexProjectMeasures.sql"));
}

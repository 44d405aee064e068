using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace ProjectGraph.Data.Storage.Migrations;

[DbContext(typeof(GraphDbContext))]
[Migration("20261121100100_IndexProjects")]
internal sealed class IndexProjects : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(MigrationScript.Read("IndexProjects.sql"));
}

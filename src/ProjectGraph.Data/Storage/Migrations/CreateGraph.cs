using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace ProjectGraph.Data.Storage.Migrations;

/// <summary>
/// The first schema. Its statements stand in the file of the same name, as they were when it was released: unlike the model
/// they never change. A test holds that all migrations together give what the model asks for.
/// </summary>
[DbContext(typeof(GraphDbContext))]
[Migration("20261101000000_CreateGraph")]
internal sealed class CreateGraph : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(MigrationScript.Read("CreateGraph.sql"));
}

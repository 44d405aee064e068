using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace ProjectGraph.Data.Storage.Migrations;

/// <summary>What several instances of the service share beside the graph.</summary>
[DbContext(typeof(GraphDbContext))]
[Migration("20261128000000_ShareState")]
internal sealed class ShareState : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(MigrationScript.Read("ShareState.sql"));
}

using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace ProjectGraph.Data.Storage.Migrations;

/// <summary>The calendar and the daily snapshots of projects.</summary>
[DbContext(typeof(GraphDbContext))]
[Migration("20261121070000_AddDays")]
internal sealed class AddDays : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(MigrationScript.Read("AddDays.sql"));
}

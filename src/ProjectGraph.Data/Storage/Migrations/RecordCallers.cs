using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace ProjectGraph.Data.Storage.Migrations;

/// <summary>
/// Operations know their caller, idempotency keys belong to theirs, and API keys have unique names, rights, an end and a last use.
/// </summary>
[DbContext(typeof(GraphDbContext))]
[Migration("20261130190000_RecordCallers")]
internal sealed class RecordCallers : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(MigrationScript.Read("RecordCallers.sql"));
}

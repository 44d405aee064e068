using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace ProjectGraph.Data.Storage.Migrations;

/// <summary>Projects carry the number of their last change, which every ETag is made of, so that reading one needs no look at the change log.</summary>
[DbContext(typeof(GraphDbContext))]
[Migration("20261121010000_AddProjectVersion")]
internal sealed class AddProjectVersion : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql("""ALTER TABLE "Projects" ADD COLUMN "Version" INTEGER NOT NULL DEFAULT 0;""");
        migrationBuilder.Sql(
            """
            UPDATE "Projects" SET "Version" = coalesce(
                (SELECT max("Position") FROM "Changes" WHERE "Entity" = 'Project' AND "EntityId" = "Projects"."Id"), 0);
            """
        );
    }
}

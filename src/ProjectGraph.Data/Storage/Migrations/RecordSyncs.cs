using System.Reflection;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace ProjectGraph.Data.Storage.Migrations;

/// <summary>The history of syncs becomes data; several processes can have the store open; connections show circuit and budget.</summary>
[DbContext(typeof(GraphDbContext))]
[Migration("20261121000000_RecordSyncs")]
internal sealed class RecordSyncs : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(Script("RecordSyncs.sql"));

    private static string Script(string file)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(typeof(RecordSyncs), file)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}

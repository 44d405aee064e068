using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Internal;

namespace ProjectGraph.Data.Tests.Storage.Migrations;

#pragma warning disable EF1001 // Only EF Core's own class finds the released migrations.
/// <summary>The released migrations and a later one.</summary>
internal sealed class LaterMigrations<TMigration>(
    ICurrentDbContext context,
    IDbContextOptions options,
    IMigrationsIdGenerator ids,
    IDiagnosticsLogger<DbLoggerCategory.Migrations> logger
) : MigrationsAssembly(context, options, ids, logger)
    where TMigration : Migration
{
    public override IReadOnlyDictionary<string, TypeInfo> Migrations =>
        new SortedDictionary<string, TypeInfo>(base.Migrations.ToDictionary(), StringComparer.Ordinal)
        {
            [typeof(TMigration).GetCustomAttribute<MigrationAttribute>()!.Id] = typeof(TMigration).GetTypeInfo(),
        };
}

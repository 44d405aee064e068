using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ProjectGraph.Data.Model;

namespace ProjectGraph.Data.Storage;

/// <summary>
/// Maps the graph's model to tables for EF Core: an entity set is a table, a field is a column. It owns the schema and its
/// migrations. Prepared statements read and write the rows, because they cost half as much.
/// </summary>
internal class GraphDbContext(DbContextOptions options) : DbContext(options)
{
    // Long values come last, so that a scan of the short ones does not touch the overflow pages.
    private static readonly string[] LongFields = [nameof(Project.Description), nameof(Project.CustomFieldsJson), nameof(Project.Document)];

    protected override void OnModelCreating(ModelBuilder builder)
    {
        foreach (var entity in GraphModel.Instance.Entities)
            Map(builder.Entity(entity.Type), entity);
        DeclareReferences(builder);
        GraphIndexes.Declare(builder);
        InternalTables.Declare(builder);
        SharedTables.Declare(builder);
    }

    private static void Map(EntityTypeBuilder table, EntityModel entity)
    {
        table.ToTable(entity.Set);
        foreach (var relation in entity.Relations)
            table.Ignore(relation.Name);
        foreach (var field in entity.Fields)
        {
            if (field.CountOf is null)
                Map(table, field).HasColumnOrder(GetColumnOrder(field));
            else
                table.Ignore(field.Name);
        }
        table.HasKey(entity.Key.Name);
    }

    private static int GetColumnOrder(FieldModel field) => (Array.IndexOf(LongFields, field.Name) + 1) * 1000;

    private static PropertyBuilder Map(EntityTypeBuilder table, FieldModel field)
    {
        var column = table.Property(field.Name);
        column.IsRequired(!field.IsNullable);
        switch (field.Kind)
        {
            case FieldKind.Decimal:
                column.HasConversion(new ScaledDecimalConverter());
                break;
            case FieldKind.Instant:
                column.HasConversion(new UtcTicksConverter());
                break;
            case FieldKind.Enum:
                column.HasConversion<long>();
                break;
        }
        // The database generates only keys named Id, and none whose value has a meaning (dates and snapshots).
        if (field.IsKey && (field.Name != "Id" || IsDailyEntity(field.Entity)))
            column.ValueGeneratedNever();
        return column;
    }

    private static void DeclareReferences(ModelBuilder builder)
    {
        DeclareReference<Project, VendorAccount>(builder, nameof(Project.VendorAccountId), DeleteBehavior.Restrict);
        DeclareReference<Project, Company>(builder, nameof(Project.CompanyId), DeleteBehavior.SetNull);
        DeclareReference<Project, Person>(builder, nameof(Project.OwnerId), DeleteBehavior.SetNull);
        DeclareReference<Company, VendorAccount>(builder, nameof(Company.VendorAccountId), DeleteBehavior.Restrict);
        DeclareReference<Person, VendorAccount>(builder, nameof(Person.VendorAccountId), DeleteBehavior.Restrict);
        builder.Entity<VendorAccount>().Property(vendorAccount => vendorAccount.CircuitState).HasDefaultValue(CircuitState.Closed);
        DeclareReference<SyncRun, VendorAccount>(builder, nameof(SyncRun.VendorAccountId), DeleteBehavior.Restrict);
        DeclareReference<QuarantinedRecord, SyncRun>(builder, nameof(QuarantinedRecord.RunId), DeleteBehavior.Cascade);
        DeclareReference<SchemaDrift, VendorAccount>(builder, nameof(SchemaDrift.VendorAccountId), DeleteBehavior.Restrict);
        DeclareReference<ProjectMember, Person>(builder, nameof(ProjectMember.PersonId), DeleteBehavior.Cascade);
        // Operations and snapshots keep the id of a deleted project: they are its history.
        foreach (var part in GetProjectParts())
            builder
                .Entity(part.Type)
                .HasOne(typeof(Project), null)
                .WithMany()
                .HasForeignKey(nameof(ProjectTag.ProjectId))
                .OnDelete(DeleteBehavior.Cascade);
    }

    private static IEnumerable<EntityModel> GetProjectParts() =>
        GraphModel.Instance.Entities.Where(entity =>
            entity.Type != typeof(Operation) && !IsDailyEntity(entity) && entity.FindField(nameof(ProjectTag.ProjectId)) is not null
        );

    private static bool IsDailyEntity(EntityModel entity) => entity.Type == typeof(ProjectSnapshot) || entity.Type == typeof(CalendarDay);

    private static void DeclareReference<T, TTarget>(ModelBuilder builder, string column, DeleteBehavior onDelete)
        where T : class
        where TTarget : class => builder.Entity<T>().HasOne<TTarget>().WithMany().HasForeignKey(column).OnDelete(onDelete);
}

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
        foreach (var entity in GraphModel.Instance.Entities) Map(builder.Entity(entity.Type), entity);
        Relate(builder);
        GraphIndexes.Declare(builder);
        InternalTables.Declare(builder);
        SharedTables.Declare(builder);
    }

    private static void Map(EntityTypeBuilder table, EntityModel entity)
    {
        table.ToTable(entity.Set);
        foreach (var relation in entity.Relations) table.Ignore(relation.Name);
        foreach (var field in entity.Fields)
        {
            if (field.CountOf is null) Map(table, field).HasColumnOrder(OrderOf(field));
            else table.Ignore(field.Name);
        }
        table.HasKey(entity.Key.Name);
    }

    private static int OrderOf(FieldModel field) => (Array.IndexOf(LongFields, field.Name) + 1) * 1000;

    private static PropertyBuilder Map(EntityTypeBuilder table, FieldModel field)
    {
        var column = table.Property(field.Name);
        column.IsRequired(!field.IsNullable);
        switch (field.Kind)
        {
            case FieldKind.Decimal: column.HasConversion(new ScaledDecimal()); break;
            case FieldKind.Instant: column.HasConversion(new UtcTicks()); break;
            case FieldKind.Enum: column.HasConversion<long>(); break;
        }
        // The database generates only keys named Id, and none whose value has a meaning (dates and snapshots).
        if (field.IsKey && (field.Name != "Id" || IsOfDays(field.Entity))) column.ValueGeneratedNever();
        return column;
    }

    private static void Relate(ModelBuilder builder)
    {
        Reference<Project, Connection>(builder, nameof(Project.ConnectionId), DeleteBehavior.Restrict);
        Reference<Project, Company>(builder, nameof(Project.CompanyId), DeleteBehavior.SetNull);
        Reference<Project, Person>(builder, nameof(Project.OwnerId), DeleteBehavior.SetNull);
        Reference<Company, Connection>(builder, nameof(Company.ConnectionId), DeleteBehavior.Restrict);
        Reference<Person, Connection>(builder, nameof(Person.ConnectionId), DeleteBehavior.Restrict);
        builder.Entity<Connection>().Property(connection => connection.CircuitState).HasDefaultValue(CircuitState.Closed);
        Reference<SyncRun, Connection>(builder, nameof(SyncRun.ConnectionId), DeleteBehavior.Restrict);
        Reference<QuarantinedRecord, SyncRun>(builder, nameof(QuarantinedRecord.RunId), DeleteBehavior.Cascade);
        Reference<SchemaDrift, Connection>(builder, nameof(SchemaDrift.ConnectionId), DeleteBehavior.Restrict);
        Reference<ProjectMember, Person>(builder, nameof(ProjectMember.PersonId), DeleteBehavior.Cascade);
        // Operations and snapshots keep the id of a deleted project: they are its history.
        foreach (var part in ProjectParts())
            builder.Entity(part.Type).HasOne(typeof(Project), null).WithMany().HasForeignKey(nameof(ProjectTag.ProjectId)).OnDelete(DeleteBehavior.Cascade);
    }

    private static IEnumerable<EntityModel> ProjectParts() => GraphModel.Instance.Entities.Where(
        entity => entity.Type != typeof(Operation) && !IsOfDays(entity) && entity.FindField(nameof(ProjectTag.ProjectId)) is not null);

    private static bool IsOfDays(EntityModel entity) => entity.Type == typeof(ProjectSnapshot) || entity.Type == typeof(CalendarDay);

    private static void Reference<T, TTarget>(ModelBuilder builder, string column, DeleteBehavior onDelete) where T : class where TTarget : class =>
        builder.Entity<T>().HasOne<TTarget>().WithMany().HasForeignKey(column).OnDelete(onDelete);
}

using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ProjectGraph.Data.Model;

namespace ProjectGraph.Data.Storage;

/// <summary>Tables beside the graph: no protocol shows them. They have no classes, as only statements read and write them.</summary>
internal static class InternalTables
{
    public const string Changes = nameof(Changes);
    public const string SyncRuns = nameof(SyncRuns);
    public const string SyncProblems = nameof(SyncProblems);
    public const string SyncSeen = nameof(SyncSeen);
    public const string ApiKeys = nameof(ApiKeys);
    public const string OperationInputs = nameof(OperationInputs);

    /// <summary>Column of companies and people: whether the vendor listed it itself, so that what projects say of it no longer counts.</summary>
    public const string IsListed = nameof(IsListed);

    /// <summary>Column of projects: the position of the last entry that the change log had for it, which its ETag is made of.</summary>
    public const string Version = nameof(Version);

    // Columns that came with a later migration stand behind all others.
    private const int Appended = 10_000;

    public static void Declare(ModelBuilder builder)
    {
        builder.Entity<Project>().Property<long>(Version).HasDefaultValue(0L).HasColumnOrder(Appended);
        builder.Entity<Company>().Property<bool>(IsListed).HasDefaultValue(false);
        builder.Entity<Person>().Property<bool>(IsListed).HasDefaultValue(false);
        DeclareChanges(Table(builder, Changes));
        DeclareRuns(Table(builder, SyncRuns));
        DeclareProblems(Table(builder, SyncProblems));
        DeclareSeen(Table(builder, SyncSeen));
        DeclareKeys(Table(builder, ApiKeys));
        DeclareInputs(Table(builder, OperationInputs));
    }

    // Append-only. A position is given in commit order and none is ever left out, so a reader that has seen N continues at N + 1.
    private static void DeclareChanges(EntityTypeBuilder table)
    {
        Key(table, "Position");
        Text(table, "Entity");
        table.Property<long>("EntityId");
        table.Property<long>("Kind");
        Text(table, "VendorId");
        table.Property<long>("ConnectionId");
        table.Property<long>("At");
        table.HasIndex("Entity", "EntityId");
    }

    private static void DeclareRuns(EntityTypeBuilder table)
    {
        Key(table, "Id");
        table.Property<long>("ConnectionId");
        table.Property<long>("StartedAt");
        table.Property<long?>("EndedAt");
        Text(table, "Cursor", required: false);
        foreach (var counter in (string[])["Pages", "Read", "Created", "Changed", "Deleted", "Quarantined"]) table.Property<long>(counter);
        Text(table, "Error", required: false);
        Text(table, "ErrorCode", required: false);
        table.HasIndex("ConnectionId");
        References(table, typeof(Connection), "ConnectionId");
    }

    private static void DeclareProblems(EntityTypeBuilder table)
    {
        Key(table, "Id");
        table.Property<long>("RunId");
        Text(table, "VendorId", required: false);
        Text(table, "Message");
        table.Property<long>("At");
        table.HasIndex("RunId");
        table.HasOne(SyncRuns, null).WithMany().HasForeignKey("RunId").OnDelete(DeleteBehavior.Cascade);
    }

    // What the current run of a connection has seen: it survives a kill together with the run's cursor.
    private static void DeclareSeen(EntityTypeBuilder table)
    {
        table.Property<long>("ConnectionId");
        Text(table, "Entity");
        table.Property<long>("EntityId");
        table.HasKey("ConnectionId", "Entity", "EntityId");
    }

    private static void DeclareKeys(EntityTypeBuilder table)
    {
        Key(table, "Id");
        Text(table, "Name");
        Text(table, "Hash");
        table.Property<long>("Role");
        table.Property<long>("CreatedAt");
        table.Property<long?>("RevokedAt");
        table.HasIndex("Hash").IsUnique();
    }

    // Beside the operation that everybody may read: what a repetition is compared with and answered from.
    private static void DeclareInputs(EntityTypeBuilder table)
    {
        table.Property<long>("OperationId").ValueGeneratedNever();
        table.HasKey("OperationId");
        Text(table, "InputHash");
        Text(table, "InputJson");
        Text(table, "ProjectIds");
        table.HasOne(typeof(Operation), null).WithMany().HasForeignKey("OperationId").OnDelete(DeleteBehavior.Cascade);
    }

    private static EntityTypeBuilder<Dictionary<string, object>> Table(ModelBuilder builder, string name) =>
        builder.SharedTypeEntity<Dictionary<string, object>>(name).ToTable(name);

    private static void Key(EntityTypeBuilder table, string column)
    {
        table.Property<long>(column).ValueGeneratedOnAdd();
        table.HasKey(column);
    }

    private static void Text(EntityTypeBuilder table, string column, bool required = true) => table.Property<string>(column).IsRequired(required);

    private static void References(EntityTypeBuilder table, Type target, string column) =>
        table.HasOne(target, null).WithMany().HasForeignKey(column).OnDelete(DeleteBehavior.Restrict);
}

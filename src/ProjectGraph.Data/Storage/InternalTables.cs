using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ProjectGraph.Data.Model;

namespace ProjectGraph.Data.Storage;

/// <summary>Tables beside the graph: no protocol shows them. They have no classes, as only statements read and write them.</summary>
internal static class InternalTables
{
    public const string Changes = nameof(Changes);
    public const string SyncSeen = nameof(SyncSeen);
    public const string ApiKeys = nameof(ApiKeys);
    public const string OperationInputs = nameof(OperationInputs);
    public const string Instances = nameof(Instances);
    public const string IdempotencyKeys = nameof(IdempotencyKeys);
    public const string RotatedKeys = nameof(RotatedKeys);

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
        DeclareRuns(builder.Entity<SyncRun>());
        DeclareSeen(Table(builder, SyncSeen));
        DeclareKeys(Table(builder, ApiKeys));
        DeclareRotatedKeys(Table(builder, RotatedKeys));
        DeclareInputs(Table(builder, OperationInputs));
        DeclareIdempotencyKeys(Table(builder, IdempotencyKeys));
        DeclareInstances(Table(builder, Instances));
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

    // Beside the history that everybody may read: where a later start goes on, and who is at it.
    private static void DeclareRuns(EntityTypeBuilder table)
    {
        Text(table, "Cursor", required: false);
        table.Property<long>("Pages");
        Text(table, "InstanceId", required: false);
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
        table.Property<long?>("ExpiresAt");
        table.Property<long?>("LastUsedAt");
        // The name as long as no other key may take it: null once the key is revoked, or its name was taken over after it expired.
        Text(table, "HeldName", required: false);
        // Ids of vendor accounts and numbers of protocols, each as a JSON list; null where the key is not restricted.
        Text(table, "VendorAccounts", required: false);
        Text(table, "Protocols", required: false);
        table.HasIndex("Hash").IsUnique();
        table.HasIndex("HeldName").IsUnique();
    }

    // What was an API key's secret before it was rotated, as long as it is still valid.
    private static void DeclareRotatedKeys(EntityTypeBuilder table)
    {
        Text(table, "Hash");
        table.HasKey("Hash");
        table.Property<long>("KeyId");
        table.Property<long>("ExpiresAt");
        table.HasOne(ApiKeys, null).WithMany().HasForeignKey("KeyId").OnDelete(DeleteBehavior.Cascade);
    }

    // Beside the operation that everybody may read: what a repetition is compared with and answered from.
    private static void DeclareInputs(EntityTypeBuilder table)
    {
        table.Property<long>("OperationId").ValueGeneratedNever();
        table.HasKey("OperationId");
        Text(table, "InputHash");
        Text(table, "InputJson");
        Text(table, "ProjectIds");
        Text(table, "SenderId", required: false);
        table.HasOne(typeof(Operation), null).WithMany().HasForeignKey("OperationId").OnDelete(DeleteBehavior.Cascade);
    }

    // Under which key which caller requested an operation; the caller is empty where it was recorded before callers were.
    private static void DeclareIdempotencyKeys(EntityTypeBuilder table)
    {
        Text(table, "Caller");
        Text(table, "IdempotencyKey");
        table.HasKey("Caller", "IdempotencyKey");
        table.Property<long>("OperationId");
        table.HasIndex("OperationId");
        table.HasOne(typeof(Operation), null).WithMany().HasForeignKey("OperationId").OnDelete(DeleteBehavior.Cascade);
    }

    // The processes that have the store open. What one of them has under way is no other's to settle.
    private static void DeclareInstances(EntityTypeBuilder table)
    {
        Text(table, "Id");
        table.HasKey("Id");
        Text(table, "Machine");
        table.Property<long>("ProcessId");
        table.Property<long>("ProcessStartedAt");
        table.Property<long>("SeenAt");
    }

    private static EntityTypeBuilder<Dictionary<string, object>> Table(ModelBuilder builder, string name) =>
        builder.SharedTypeEntity<Dictionary<string, object>>(name).ToTable(name);

    private static void Key(EntityTypeBuilder table, string column)
    {
        table.Property<long>(column).ValueGeneratedOnAdd();
        table.HasKey(column);
    }

    private static void Text(EntityTypeBuilder table, string column, bool required = true) => table.Property<string>(column).IsRequired(required);
}

using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ProjectGraph.Data.Model;

namespace ProjectGraph.Data.Storage;

/// <summary>Declares the tables that no protocol exposes. They have no classes, because only statements read and write them.</summary>
internal static class InternalTables
{
    public const string Changes = nameof(Changes);
    public const string SyncSeen = nameof(SyncSeen);
    public const string ApiKeys = nameof(ApiKeys);
    public const string OperationInputs = nameof(OperationInputs);
    public const string Instances = nameof(Instances);
    public const string IdempotencyKeys = nameof(IdempotencyKeys);
    public const string RotatedKeys = nameof(RotatedKeys);

    /// <summary>A column of companies and people: whether the vendor's own list has the row. Then projects do not change it.</summary>
    public const string IsListed = nameof(IsListed);

    /// <summary>A column of projects: the position of the project's last change in the change log. The ETag contains it.</summary>
    public const string Version = nameof(Version);

    // Columns that a later migration added come after all others.
    private const int AppendedColumnOrder = 10_000;

    public static void Declare(ModelBuilder builder)
    {
        builder.Entity<Project>().Property<long>(Version).HasDefaultValue(0L).HasColumnOrder(AppendedColumnOrder);
        builder.Entity<Company>().Property<bool>(IsListed).HasDefaultValue(false);
        builder.Entity<Person>().Property<bool>(IsListed).HasDefaultValue(false);
        DeclareChanges(AddTable(builder, Changes));
        DeclareRuns(builder.Entity<SyncRun>());
        DeclareSeen(AddTable(builder, SyncSeen));
        DeclareKeys(AddTable(builder, ApiKeys));
        DeclareRotatedKeys(AddTable(builder, RotatedKeys));
        DeclareInputs(AddTable(builder, OperationInputs));
        DeclareIdempotencyKeys(AddTable(builder, IdempotencyKeys));
        DeclareInstances(AddTable(builder, Instances));
    }

    // The table is append-only. Positions follow the commit order without gaps, so a reader that has seen N continues at N + 1.
    private static void DeclareChanges(EntityTypeBuilder table)
    {
        AddKey(table, "Position");
        AddText(table, "Entity");
        table.Property<long>("EntityId");
        table.Property<long>("Kind");
        AddText(table, "VendorId");
        table.Property<long>("VendorAccountId");
        table.Property<long>("At");
        table.HasIndex("Entity", "EntityId");
    }

    // Internal columns of sync runs: the cursor from which a later run resumes, and the instance that runs it.
    private static void DeclareRuns(EntityTypeBuilder table)
    {
        AddText(table, "Cursor", required: false);
        table.Property<long>("Pages");
        AddText(table, "InstanceId", required: false);
    }

    // The records that the current run of a vendor account has seen. They survive a kill together with the run's cursor.
    private static void DeclareSeen(EntityTypeBuilder table)
    {
        table.Property<long>("VendorAccountId");
        AddText(table, "Entity");
        table.Property<long>("EntityId");
        table.HasKey("VendorAccountId", "Entity", "EntityId");
    }

    private static void DeclareKeys(EntityTypeBuilder table)
    {
        AddKey(table, "Id");
        AddText(table, "Name");
        AddText(table, "Hash");
        table.Property<long>("Role");
        table.Property<long>("CreatedAt");
        table.Property<long?>("RevokedAt");
        table.Property<long?>("ExpiresAt");
        table.Property<long?>("LastUsedAt");
        // The name while the key reserves it. Null once the key is revoked, or after another key took the name of an expired one.
        AddText(table, "HeldName", required: false);
        // Ids of vendor accounts and numbers of protocols, each as a JSON list. Null where the key is not restricted.
        AddText(table, "VendorAccounts", required: false);
        AddText(table, "Protocols", required: false);
        table.HasIndex("Hash").IsUnique();
        table.HasIndex("HeldName").IsUnique();
    }

    // Earlier secrets of rotated API keys that are still valid.
    private static void DeclareRotatedKeys(EntityTypeBuilder table)
    {
        AddText(table, "Hash");
        table.HasKey("Hash");
        table.Property<long>("KeyId");
        table.Property<long>("ExpiresAt");
        table.HasOne(ApiKeys, null).WithMany().HasForeignKey("KeyId").OnDelete(DeleteBehavior.Cascade);
    }

    // Internal data of an operation. A repeated request is compared with it and gets its result from it.
    private static void DeclareInputs(EntityTypeBuilder table)
    {
        table.Property<long>("OperationId").ValueGeneratedNever();
        table.HasKey("OperationId");
        AddText(table, "InputHash");
        AddText(table, "InputJson");
        AddText(table, "ProjectIds");
        AddText(table, "SenderId", required: false);
        table.HasOne(typeof(Operation), null).WithMany().HasForeignKey("OperationId").OnDelete(DeleteBehavior.Cascade);
    }

    // The idempotency keys of each caller. The caller is empty for operations that were recorded before callers were.
    private static void DeclareIdempotencyKeys(EntityTypeBuilder table)
    {
        AddText(table, "Caller");
        AddText(table, "IdempotencyKey");
        table.HasKey("Caller", "IdempotencyKey");
        table.Property<long>("OperationId");
        table.HasIndex("OperationId");
        table.HasOne(typeof(Operation), null).WithMany().HasForeignKey("OperationId").OnDelete(DeleteBehavior.Cascade);
    }

    // The processes that have the store open. No process recovers the work in progress of another one that is alive.
    private static void DeclareInstances(EntityTypeBuilder table)
    {
        AddText(table, "Id");
        table.HasKey("Id");
        AddText(table, "Machine");
        table.Property<long>("ProcessId");
        table.Property<long>("ProcessStartedAt");
        table.Property<long>("SeenAt");
    }

    private static EntityTypeBuilder<Dictionary<string, object>> AddTable(ModelBuilder builder, string name) =>
        builder.SharedTypeEntity<Dictionary<string, object>>(name).ToTable(name);

    private static void AddKey(EntityTypeBuilder table, string column)
    {
        table.Property<long>(column).ValueGeneratedOnAdd();
        table.HasKey(column);
    }

    private static void AddText(EntityTypeBuilder table, string column, bool required = true) =>
        table.Property<string>(column).IsRequired(required);
}

using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ProjectGraph.Data.Storage;

/// <summary>Declares the tables that the service's instances share, so that any instance can handle a request.</summary>
internal static class SharedTables
{
    // The tables keep the names that they were released with.
    public const string ProjectLeases = nameof(ProjectLeases);
    public const string RateBudgets = nameof(RateBudgets);
    public const string AsyncResults = nameof(AsyncResults);
    public const string Secrets = nameof(Secrets);

    public static void Declare(ModelBuilder builder)
    {
        DeclareLeases(AddTable(builder, ProjectLeases));
        DeclareBudgets(AddTable(builder, RateBudgets));
        DeclareAsyncResults(AddTable(builder, AsyncResults));
        DeclareSecrets(AddTable(builder, Secrets));
    }

    // The instance that holds a project's lease. It has no foreign key, because a lease can outlive its project.
    private static void DeclareLeases(EntityTypeBuilder table)
    {
        table.Property<long>("ProjectId").ValueGeneratedNever();
        table.HasKey("ProjectId");
        AddText(table, "InstanceId");
        AddText(table, "Token");
    }

    // For each limit of the account's vendor, in order: the instant at which it is full again.
    private static void DeclareBudgets(EntityTypeBuilder table)
    {
        table.Property<long>("VendorAccountId").ValueGeneratedNever();
        table.HasKey("VendorAccountId");
        table.Property<long>("ClosedUntil");
        AddText(table, "FullAt");
    }

    // While the status is null, the instance is working on the result.
    private static void DeclareAsyncResults(EntityTypeBuilder table)
    {
        AddText(table, "Id");
        table.HasKey("Id");
        AddText(table, "Caller");
        AddText(table, "InstanceId");
        table.Property<long>("ExpiresAt");
        table.Property<long?>("Status");
        AddText(table, "Headers", required: false);
        table.Property<byte[]>("Body");
    }

    private static void DeclareSecrets(EntityTypeBuilder table)
    {
        AddText(table, "Name");
        table.HasKey("Name");
        AddText(table, "Value");
    }

    private static EntityTypeBuilder<Dictionary<string, object>> AddTable(ModelBuilder builder, string name) =>
        builder.SharedTypeEntity<Dictionary<string, object>>(name).ToTable(name);

    private static void AddText(EntityTypeBuilder table, string column, bool required = true) =>
        table.Property<string>(column).IsRequired(required);
}

using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ProjectGraph.Data.Storage;

/// <summary>Declares the tables that the service's instances share, so that any instance can handle a request.</summary>
internal static class SharedTables
{
    // The tables keep the names that they were released with.
    public const string ProjectTurns = "ProjectTurns";
    public const string RateBudgets = nameof(RateBudgets);
    public const string LaterAnswers = "LaterAnswers";
    public const string Secrets = nameof(Secrets);

    public static void Declare(ModelBuilder builder)
    {
        DeclareTurns(Table(builder, ProjectTurns));
        DeclareBudgets(Table(builder, RateBudgets));
        DeclareAnswers(Table(builder, LaterAnswers));
        DeclareSecrets(Table(builder, Secrets));
    }

    // The instance that holds a project's lease. It has no foreign key, because a lease can outlive its project.
    private static void DeclareTurns(EntityTypeBuilder table)
    {
        table.Property<long>("ProjectId").ValueGeneratedNever();
        table.HasKey("ProjectId");
        Text(table, "InstanceId");
        Text(table, "Token");
    }

    // For each limit of the account's vendor, in order: the instant at which it is full again.
    private static void DeclareBudgets(EntityTypeBuilder table)
    {
        table.Property<long>("ConnectionId").ValueGeneratedNever();
        table.HasKey("ConnectionId");
        table.Property<long>("ClosedUntil");
        Text(table, "FullAt");
    }

    // While the status is null, the instance is working on the result.
    private static void DeclareAnswers(EntityTypeBuilder table)
    {
        Text(table, "Id");
        table.HasKey("Id");
        Text(table, "Caller");
        Text(table, "InstanceId");
        table.Property<long>("ExpiresAt");
        table.Property<long?>("Status");
        Text(table, "Headers", required: false);
        table.Property<byte[]>("Body");
    }

    private static void DeclareSecrets(EntityTypeBuilder table)
    {
        Text(table, "Name");
        table.HasKey("Name");
        Text(table, "Value");
    }

    private static EntityTypeBuilder<Dictionary<string, object>> Table(ModelBuilder builder, string name) =>
        builder.SharedTypeEntity<Dictionary<string, object>>(name).ToTable(name);

    private static void Text(EntityTypeBuilder table, string column, bool required = true) => table.Property<string>(column).IsRequired(required);
}

using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ProjectGraph.Server.Tests.Peer;

/// <summary>The store's SQLite file as EF Core queries it.</summary>
public sealed class PeerContext(DbContextOptions<PeerContext> options) : DbContext(options)
{
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<PeerProject>(project =>
        {
            project.ToSqlQuery(
                $"""
                SELECT Id, Vendor, VendorId, VendorAccountId, Url, Name, Description, Number, ExternalId, SourceId, Reference, Status, VendorStatus, Archived, Progress,
                    StartDate, DueDate, Currency, CompanyId, OwnerId, {Instants(
                    "ArchivedAt",
                    "CreatedAt",
                    "UpdatedAt",
                    "SyncedAt"
                )}, {Amounts("Mrr", "Arr", "Nrr")} FROM Projects
                """
            );
            project.HasOne(row => row.Company).WithMany(row => row.Projects).HasForeignKey(row => row.CompanyId);
            project.HasOne(row => row.Owner).WithMany(row => row.OwnedProjects).HasForeignKey(row => row.OwnerId);
            project.HasOne(row => row.Planhat).WithOne().HasForeignKey<PeerPlanhat>(row => row.ProjectId);
            project.HasMany(row => row.Tags).WithOne().HasForeignKey(row => row.ProjectId);
            project.HasMany(row => row.CustomFields).WithOne().HasForeignKey(row => row.ProjectId);
            Members(project.HasMany(row => row.Managers).WithMany(), "Managers", 1);
            Members(project.HasMany(row => row.Assignees).WithMany(), "Assignees", 2);
        });
        modelBuilder.Entity<PeerCompany>().ToTable("Companies");
        modelBuilder.Entity<PeerPerson>().ToTable("People");
        modelBuilder.Entity<PeerTag>().ToTable("ProjectTags");
        modelBuilder.Entity<PeerCustomField>().ToTable("ProjectCustomFields");
        modelBuilder.Entity<PeerPlanhat>(planhat =>
        {
            planhat.HasKey(row => row.ProjectId);
            planhat.ToSqlQuery(
                $"SELECT ProjectId, CompanyName, Version, {Instants("StartDateTime", "EndDateTime")}, {Amounts("Mrr", "Arr", "Nrr")} FROM PlanhatProjects"
            );
        });
    }

    private static void Members(CollectionCollectionBuilder<PeerPerson, PeerProject> relation, string name, int role) =>
        relation.UsingEntity<PeerMember>(
            name,
            link => link.HasOne<PeerPerson>().WithMany().HasForeignKey(row => row.PersonId),
            link => link.HasOne<PeerProject>().WithMany().HasForeignKey(row => row.ProjectId),
            link =>
            {
                link.HasKey(row => new { row.ProjectId, row.PersonId });
                link.ToSqlQuery($"SELECT ProjectId, PersonId FROM ProjectMembers WHERE Role = {role}");
            }
        );

    // The store holds ticks since the year 1; EF Core's provider for SQLite compares and takes apart texts without trailing zeros.
    private static string Instants(params string[] columns) =>
        string.Join(
            ", ",
            columns.Select(column =>
                $"rtrim(rtrim(strftime('%Y-%m-%d %H:%M:%S', {column} / 10000000 - 62135596800, 'unixepoch') || printf('.%07d', {column} % 10000000), '0'), '.') AS {column}"
            )
        );

    // The store holds ten-thousandths.
    private static string Amounts(params string[] columns) =>
        string.Join(", ", columns.Select(column => $"{column} / 10000.0 AS {column}"));
}

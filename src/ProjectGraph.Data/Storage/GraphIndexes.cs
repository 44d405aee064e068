using Microsoft.EntityFrameworkCore;
using ProjectGraph.Data.Model;

namespace ProjectGraph.Data.Storage;

/// <summary>
/// Declares the indexes of the graph's tables. Every entry ends with the row's key. So an index on one column also returns
/// the rows of a value in key order, which every ordering ends with.
/// </summary>
internal static class GraphIndexes
{
    public static void Declare(ModelBuilder builder)
    {
        DeclareProjects(builder);
        DeclareParties(builder);
        DeclareParts(builder);
        DeclareOperations(builder);
        DeclareDays(builder);
        DeclareSyncs(builder);
    }

    private static void DeclareProjects(ModelBuilder builder)
    {
        // The vendor's id comes first, so that the index also serves a filter on it without a vendor account.
        builder.Entity<Project>().HasIndex(nameof(Project.VendorId), nameof(Project.VendorAccountId)).IsUnique();

        // Filters, read in key order.
        DeclareIndex<Project>(builder, nameof(Project.Vendor));
        DeclareIndex<Project>(builder, nameof(Project.VendorAccountId));
        DeclareIndex<Project>(builder, nameof(Project.CompanyId));
        DeclareIndex<Project>(builder, nameof(Project.OwnerId));
        DeclareIndex<Project>(builder, nameof(Project.Archived));
        DeclareIndex<Project>(builder, nameof(Project.ExternalId));
        DeclareIndex<Project>(builder, nameof(Project.SourceId));
        DeclareIndex<Project>(builder, nameof(Project.Reference));
        DeclareIndex<Project>(builder, nameof(Project.Number));

        // Orderings and ranges.
        DeclareIndex<Project>(builder, nameof(Project.Name));
        DeclareIndex<Project>(builder, nameof(Project.StartDate));
        DeclareIndex<Project>(builder, nameof(Project.DueDate));
        DeclareIndex<Project>(builder, nameof(Project.CreatedAt));
        DeclareIndex<Project>(builder, nameof(Project.UpdatedAt));
        DeclareIndex<Project>(builder, nameof(Project.Progress));
        DeclareIndex<Project>(builder, nameof(Project.Mrr));
        DeclareIndex<Project>(builder, nameof(Project.Arr));
        DeclareIndex<Project>(builder, nameof(Project.Nrr));

        // The most frequent lists: one status, in some order.
        DeclareIndex<Project>(builder, nameof(Project.Status));
        DeclareIndex<Project>(builder, nameof(Project.Status), nameof(Project.DueDate));
        DeclareIndex<Project>(builder, nameof(Project.Status), nameof(Project.UpdatedAt));
        DeclareIndex<Project>(builder, nameof(Project.VendorStatus));

        // Pages of the projects of a company or a vendor account.
        DeclareIndex<Project>(builder, nameof(Project.CompanyId), nameof(Project.DueDate));
        DeclareIndex<Project>(builder, nameof(Project.VendorAccountId), nameof(Project.DueDate));

        // Lists and groups of a caller who is restricted to one vendor account. They are as fast as those of all accounts.
        DeclareIndex<Project>(builder, nameof(Project.VendorAccountId), nameof(Project.Name));
        DeclareIndex<Project>(builder, nameof(Project.VendorAccountId), nameof(Project.UpdatedAt));
        DeclareMeasures(builder, nameof(Project.VendorAccountId), nameof(Project.Status));

        // Covering indexes for groups with any measure.
        DeclareMeasures(builder, nameof(Project.Vendor), nameof(Project.Status));
        DeclareMeasures(builder, nameof(Project.Status));
        DeclareMeasures(builder, nameof(Project.CompanyId));
        DeclareMeasures(builder, nameof(Project.OwnerId));
    }

    private static void DeclareMeasures(ModelBuilder builder, params string[] keys) =>
        DeclareIndex<Project>(builder, [.. keys, nameof(Project.Mrr), nameof(Project.Arr), nameof(Project.Nrr), nameof(Project.Progress)]);

    private static void DeclareParties(ModelBuilder builder)
    {
        builder.Entity<VendorAccount>().HasIndex(nameof(VendorAccount.Name)).IsUnique();
        builder.Entity<Company>().HasIndex(nameof(Company.VendorId), nameof(Company.VendorAccountId)).IsUnique();
        DeclareIndex<Company>(builder, nameof(Company.VendorAccountId));
        DeclareIndex<Company>(builder, nameof(Company.Name));
        DeclareIndex<Company>(builder, nameof(Company.Email));
        DeclareIndex<Company>(builder, nameof(Company.ExternalId));
        DeclareIndex<Company>(builder, nameof(Company.SourceId));
        builder.Entity<Person>().HasIndex(nameof(Person.VendorId), nameof(Person.VendorAccountId)).IsUnique();
        DeclareIndex<Person>(builder, nameof(Person.VendorAccountId));
        DeclareIndex<Person>(builder, nameof(Person.Name));
        DeclareIndex<Person>(builder, nameof(Person.Email));
        DeclareIndex<Person>(builder, nameof(Person.Username));
    }

    // The key at the end of an index lets it cover a project's parts in their order.
    private static void DeclareParts(ModelBuilder builder)
    {
        DeclareIndex<ProjectTag>(builder, nameof(ProjectTag.ProjectId), nameof(ProjectTag.Id), nameof(ProjectTag.Tag));
        DeclareIndex<ProjectTag>(builder, nameof(ProjectTag.Tag), nameof(ProjectTag.ProjectId));
        DeclareIndex<ProjectContact>(builder, nameof(ProjectContact.ProjectId), nameof(ProjectContact.Id), nameof(ProjectContact.Contact));
        DeclareIndex<ProjectContact>(builder, nameof(ProjectContact.Contact), nameof(ProjectContact.ProjectId));
        DeclareIndex<ProjectMember>(
            builder,
            nameof(ProjectMember.ProjectId),
            nameof(ProjectMember.Role),
            nameof(ProjectMember.Id),
            nameof(ProjectMember.PersonId)
        );
        DeclareIndex<ProjectMember>(builder, nameof(ProjectMember.PersonId), nameof(ProjectMember.Role), nameof(ProjectMember.ProjectId));
        DeclareIndex<ProjectCustomField>(builder, nameof(ProjectCustomField.ProjectId));
        DeclareIndex<ProjectCustomField>(builder, nameof(ProjectCustomField.Name), nameof(ProjectCustomField.ProjectId));
    }

    private static void DeclareOperations(ModelBuilder builder)
    {
        DeclareIndex<Operation>(builder, nameof(Operation.IdempotencyKey));
        DeclareIndex<Operation>(builder, nameof(Operation.CallerId));
        DeclareIndex<Operation>(builder, nameof(Operation.State));
        DeclareIndex<Operation>(builder, nameof(Operation.StartedAt));
        DeclareIndex<Operation>(builder, nameof(Operation.VendorAccountId));
        DeclareIndex<Operation>(builder, nameof(Operation.ProjectId));
    }

    private static void DeclareDays(ModelBuilder builder)
    {
        builder.Entity<CalendarDay>().HasIndex(nameof(CalendarDay.Date)).IsUnique();

        // A project's history, and trends over all projects: the index returns rows grouped by day and status.
        DeclareIndex<ProjectSnapshot>(builder, nameof(ProjectSnapshot.ProjectId), nameof(ProjectSnapshot.Date));
        DeclareIndex<ProjectSnapshot>(builder, nameof(ProjectSnapshot.Date), nameof(ProjectSnapshot.Status));
    }

    private static void DeclareSyncs(ModelBuilder builder)
    {
        DeclareIndex<SyncRun>(builder, nameof(SyncRun.VendorAccountId));
        DeclareIndex<SyncRun>(builder, nameof(SyncRun.StartedAt));
        DeclareIndex<QuarantinedRecord>(builder, nameof(QuarantinedRecord.RunId));
        builder.Entity<SchemaDrift>().HasIndex(nameof(SchemaDrift.VendorAccountId), nameof(SchemaDrift.Field)).IsUnique();
    }

    private static void DeclareIndex<T>(ModelBuilder builder, params string[] columns)
        where T : class => builder.Entity<T>().HasIndex(columns);
}

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
        Projects(builder);
        Parties(builder);
        Parts(builder);
        Operations(builder);
        Days(builder);
        Syncs(builder);
    }

    private static void Projects(ModelBuilder builder)
    {
        // The vendor's id comes first, so that the index also serves a filter on it without a vendor account.
        builder.Entity<Project>().HasIndex(nameof(Project.VendorId), nameof(Project.ConnectionId)).IsUnique();

        // Filters, read in key order.
        Index<Project>(builder, nameof(Project.Vendor));
        Index<Project>(builder, nameof(Project.ConnectionId));
        Index<Project>(builder, nameof(Project.CompanyId));
        Index<Project>(builder, nameof(Project.OwnerId));
        Index<Project>(builder, nameof(Project.Archived));
        Index<Project>(builder, nameof(Project.ExternalId));
        Index<Project>(builder, nameof(Project.SourceId));
        Index<Project>(builder, nameof(Project.Reference));
        Index<Project>(builder, nameof(Project.Number));

        // Orderings and ranges.
        Index<Project>(builder, nameof(Project.Name));
        Index<Project>(builder, nameof(Project.StartDate));
        Index<Project>(builder, nameof(Project.DueDate));
        Index<Project>(builder, nameof(Project.CreatedAt));
        Index<Project>(builder, nameof(Project.UpdatedAt));
        Index<Project>(builder, nameof(Project.Progress));
        Index<Project>(builder, nameof(Project.Mrr));
        Index<Project>(builder, nameof(Project.Arr));
        Index<Project>(builder, nameof(Project.Nrr));

        // The most frequent lists: one status, in some order.
        Index<Project>(builder, nameof(Project.Status));
        Index<Project>(builder, nameof(Project.Status), nameof(Project.DueDate));
        Index<Project>(builder, nameof(Project.Status), nameof(Project.UpdatedAt));
        Index<Project>(builder, nameof(Project.VendorStatus));

        // Pages of the projects of a company or a vendor account.
        Index<Project>(builder, nameof(Project.CompanyId), nameof(Project.DueDate));
        Index<Project>(builder, nameof(Project.ConnectionId), nameof(Project.DueDate));

        // Lists and groups of a caller who is restricted to one vendor account. They are as fast as those of all accounts.
        Index<Project>(builder, nameof(Project.ConnectionId), nameof(Project.Name));
        Index<Project>(builder, nameof(Project.ConnectionId), nameof(Project.UpdatedAt));
        Measures(builder, nameof(Project.ConnectionId), nameof(Project.Status));

        // Covering indexes for groups with any measure.
        Measures(builder, nameof(Project.Vendor), nameof(Project.Status));
        Measures(builder, nameof(Project.Status));
        Measures(builder, nameof(Project.CompanyId));
        Measures(builder, nameof(Project.OwnerId));
    }

    private static void Measures(ModelBuilder builder, params string[] keys) =>
        Index<Project>(builder, [.. keys, nameof(Project.Mrr), nameof(Project.Arr), nameof(Project.Nrr), nameof(Project.Progress)]);

    private static void Parties(ModelBuilder builder)
    {
        builder.Entity<Connection>().HasIndex(nameof(Connection.Name)).IsUnique();
        builder.Entity<Company>().HasIndex(nameof(Company.VendorId), nameof(Company.ConnectionId)).IsUnique();
        Index<Company>(builder, nameof(Company.ConnectionId));
        Index<Company>(builder, nameof(Company.Name));
        Index<Company>(builder, nameof(Company.Email));
        Index<Company>(builder, nameof(Company.ExternalId));
        Index<Company>(builder, nameof(Company.SourceId));
        builder.Entity<Person>().HasIndex(nameof(Person.VendorId), nameof(Person.ConnectionId)).IsUnique();
        Index<Person>(builder, nameof(Person.ConnectionId));
        Index<Person>(builder, nameof(Person.Name));
        Index<Person>(builder, nameof(Person.Email));
        Index<Person>(builder, nameof(Person.Username));
    }

    // The key at the end of an index lets it cover a project's parts in their order.
    private static void Parts(ModelBuilder builder)
    {
        Index<ProjectTag>(builder, nameof(ProjectTag.ProjectId), nameof(ProjectTag.Id), nameof(ProjectTag.Tag));
        Index<ProjectTag>(builder, nameof(ProjectTag.Tag), nameof(ProjectTag.ProjectId));
        Index<ProjectContact>(builder, nameof(ProjectContact.ProjectId), nameof(ProjectContact.Id), nameof(ProjectContact.Contact));
        Index<ProjectContact>(builder, nameof(ProjectContact.Contact), nameof(ProjectContact.ProjectId));
        Index<ProjectMember>(builder, nameof(ProjectMember.ProjectId), nameof(ProjectMember.Role), nameof(ProjectMember.Id), nameof(ProjectMember.PersonId));
        Index<ProjectMember>(builder, nameof(ProjectMember.PersonId), nameof(ProjectMember.Role), nameof(ProjectMember.ProjectId));
        Index<ProjectCustomField>(builder, nameof(ProjectCustomField.ProjectId));
        Index<ProjectCustomField>(builder, nameof(ProjectCustomField.Name), nameof(ProjectCustomField.ProjectId));
    }

    private static void Operations(ModelBuilder builder)
    {
        Index<Operation>(builder, nameof(Operation.IdempotencyKey));
        Index<Operation>(builder, nameof(Operation.CallerId));
        Index<Operation>(builder, nameof(Operation.State));
        Index<Operation>(builder, nameof(Operation.StartedAt));
        Index<Operation>(builder, nameof(Operation.ConnectionId));
        Index<Operation>(builder, nameof(Operation.ProjectId));
    }

    private static void Days(ModelBuilder builder)
    {
        builder.Entity<CalendarDay>().HasIndex(nameof(CalendarDay.Date)).IsUnique();

        // A project's history, and trends over all projects: the index returns rows grouped by day and status.
        Index<ProjectSnapshot>(builder, nameof(ProjectSnapshot.ProjectId), nameof(ProjectSnapshot.Date));
        Index<ProjectSnapshot>(builder, nameof(ProjectSnapshot.Date), nameof(ProjectSnapshot.Status));
    }

    private static void Syncs(ModelBuilder builder)
    {
        Index<SyncRun>(builder, nameof(SyncRun.ConnectionId));
        Index<SyncRun>(builder, nameof(SyncRun.StartedAt));
        Index<QuarantinedRecord>(builder, nameof(QuarantinedRecord.RunId));
        builder.Entity<SchemaDrift>().HasIndex(nameof(SchemaDrift.ConnectionId), nameof(SchemaDrift.Field)).IsUnique();
    }

    private static void Index<T>(ModelBuilder builder, params string[] columns) where T : class => builder.Entity<T>().HasIndex(columns);
}

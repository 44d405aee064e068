namespace ProjectGraph.Server.Tests.Peer;

// The rows of the store as EF Core and Microsoft.AspNetCore.OData see them. They are written independently of GraphModel, which they check.

#pragma warning disable CA1707, CA2227 // Members are called as clients see them; EF Core fills the lists.

public enum PeerVendor
{
    HEATPUNK = 1,
    PLANHAT = 2,
    GROW_CRM = 3,
    CORE_DATA = 4,
    PRODUCTIVE = 5,
}

public enum PeerStatus
{
    NOT_STARTED = 1,
    IN_PROGRESS = 2,
    ON_HOLD = 3,
    COMPLETED = 4,
    CANCELLED = 5,
    UNKNOWN = 6,
}

/// <summary>A project with the properties that the OData API shows.</summary>
public sealed class PeerProject
{
    public long Id { get; set; }
    public PeerVendor Vendor { get; set; }
    public string VendorId { get; set; } = "";
    public long VendorAccountId { get; set; }
    public string? Url { get; set; }
    public string Name { get; set; } = "";
    public string? Description { get; set; }
    public string? Number { get; set; }
    public string? ExternalId { get; set; }
    public string? SourceId { get; set; }
    public string? Reference { get; set; }
    public PeerStatus? Status { get; set; }
    public string? VendorStatus { get; set; }
    public bool? Archived { get; set; }
    public DateTime? ArchivedAt { get; set; }
    public int? Progress { get; set; }
    public DateOnly? StartDate { get; set; }
    public DateOnly? DueDate { get; set; }
    public DateTime? CreatedAt { get; set; }
    public DateTime? UpdatedAt { get; set; }
    public DateTime SyncedAt { get; set; }
    public string? Currency { get; set; }
    public double? Mrr { get; set; }
    public double? Arr { get; set; }
    public double? Nrr { get; set; }
    public long? CompanyId { get; set; }
    public long? OwnerId { get; set; }
    public PeerCompany? Company { get; set; }
    public PeerPerson? Owner { get; set; }
    public PeerPlanhat? Planhat { get; set; }
    public List<PeerPerson> Managers { get; set; } = [];
    public List<PeerPerson> Assignees { get; set; } = [];
    public List<PeerTag> Tags { get; set; } = [];
    public List<PeerCustomField> CustomFields { get; set; } = [];
}

public sealed class PeerCompany
{
    public long Id { get; set; }
    public long VendorAccountId { get; set; }
    public string VendorId { get; set; } = "";
    public string? Name { get; set; }
    public string? Email { get; set; }
    public string? Phone { get; set; }
    public string? ExternalId { get; set; }
    public string? SourceId { get; set; }
    public List<PeerProject> Projects { get; set; } = [];
}

public sealed class PeerPerson
{
    public long Id { get; set; }
    public long VendorAccountId { get; set; }
    public string VendorId { get; set; } = "";
    public string? Name { get; set; }
    public string? Email { get; set; }
    public string? Username { get; set; }
    public List<PeerProject> OwnedProjects { get; set; } = [];
}

public sealed class PeerTag
{
    public long Id { get; set; }
    public long ProjectId { get; set; }
    public string Tag { get; set; } = "";
}

public sealed class PeerCustomField
{
    public long Id { get; set; }
    public long ProjectId { get; set; }
    public string Name { get; set; } = "";
    public string? Value { get; set; }
}

public sealed class PeerPlanhat
{
    public long ProjectId { get; set; }
    public DateTime? StartDateTime { get; set; }
    public DateTime? EndDateTime { get; set; }
    public double? Mrr { get; set; }
    public double? Arr { get; set; }
    public double? Nrr { get; set; }
    public string? CompanyName { get; set; }
    public int? Version { get; set; }
}

/// <summary>A row of a many-to-many relation.</summary>
public sealed class PeerMember
{
    public long ProjectId { get; set; }
    public long PersonId { get; set; }
}

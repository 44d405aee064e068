namespace ProjectGraph.Data.Model;

// The store holds and sorts by these numbers: never renumber.

[EnumDescription("The vendor whose service manages a project.", AddsUnknown = true)]
public enum Vendor
{
    [Value("HEATPUNK", "Heatpunk: heat loss and heating design.")]
    Heatpunk = 1,

    [Value("PLANHAT", "Planhat: customer success.")]
    Planhat = 2,

    [Value("GROW_CRM", "Grow CRM: client projects, billing and time.")]
    GrowCrm = 3,

    [Value("CORE_DATA", "CoreData: document and project spaces.")]
    CoreData = 4,

    [Value("PRODUCTIVE", "Productive: agency management.")]
    Productive = 5,
}

[EnumDescription("Status of a project, in one vocabulary for all vendors. `vendorStatus` holds the vendor's own term.")]
public enum ProjectStatus
{
    [Value("NOT_STARTED", "Planned; work has not started.")]
    NotStarted = 1,

    [Value("IN_PROGRESS", "Work is in progress.")]
    InProgress = 2,

    [Value("ON_HOLD", "Paused.")]
    OnHold = 3,

    [Value("COMPLETED", "Finished.")]
    Completed = 4,

    [Value("CANCELLED", "Abandoned or rejected.")]
    Cancelled = 5,

    [Value("UNKNOWN", "The vendor's status has no equivalent in this enum. Read-only.")]
    Unknown = 6,
}

[EnumDescription("Role of a person in a project.", AddsUnknown = true)]
public enum MemberRole
{
    [Value("MANAGER", "Leads the project.")]
    Manager = 1,

    [Value("ASSIGNEE", "Works on the project.")]
    Assignee = 2,
}

[EnumDescription("Status of a vendor account.", AddsUnknown = true)]
public enum VendorAccountStatus
{
    [Value("PENDING", "Registered but never synced.")]
    Pending = 1,

    [Value("SYNCING", "A sync is running.")]
    Syncing = 2,

    [Value("OK", "The last sync succeeded.")]
    Ok = 3,

    [Value("FAILED", "The last sync failed. Data from earlier syncs is still served.")]
    Failed = 4,
}

[EnumDescription(
    "State of the circuit breaker for calls to a vendor. After many failures, calls are suspended for a while.",
    AddsUnknown = true
)]
public enum CircuitState
{
    [Value("CLOSED", "Calls are sent.")]
    Closed = 1,

    [Value("OPEN", "The vendor failed too often. Calls fail immediately without being sent.")]
    Open = 2,

    [Value("HALF_OPEN", "One call is sent to test whether the vendor works again.")]
    HalfOpen = 3,
}

[EnumDescription("State of a sync run.", AddsUnknown = true)]
public enum SyncState
{
    [Value("RUNNING", "The sync run is in progress.")]
    Running = 1,

    [Value("SUCCEEDED", "The sync run read everything.")]
    Succeeded = 2,

    [Value("FAILED", "The sync run failed. The next sync resumes it where possible.")]
    Failed = 3,

    [Value("INTERRUPTED", "The sync run was stopped, or the service ended. The next sync resumes it.")]
    Interrupted = 4,
}

[EnumDescription("State of an operation.")]
public enum OperationState
{
    [Value("PLANNED", "Recorded but not sent: a dry run, or an operation about to be sent.")]
    Planned = 1,

    [Value("SENT", "Sent to the vendor; no response yet.")]
    Sent = 2,

    [Value("SUCCEEDED", "The vendor performed the operation.")]
    Succeeded = 3,

    [Value("REFUSED", "The vendor, or a check before the call, refused the operation.")]
    Refused = 4,

    [Value("FAILED", "The operation was not performed: the request never reached the vendor, or the vendor failed.")]
    Failed = 5,

    [Value("UNKNOWN", "No response was received: the operation may or may not have been performed.")]
    Unknown = 6,
}

[EnumDescription("How a caller was authenticated.")]
public enum CallerKind
{
    [Value("KEY", "API key.")]
    Key = 1,

    [Value("TOKEN", "Bearer token of the configured issuer.")]
    Token = 2,

    [Value("LOCAL", "No credential: in Development, a request from this machine needs none.")]
    Local = 3,
}

[EnumDescription("Period in which a building was built, as Heatpunk defines it.")]
public enum HeatpunkBuildDate
{
    [Value("PRE2000", "Before 2000.")]
    Pre2000 = 1,

    [Value("POST2000", "2000 or later.")]
    Post2000 = 2,

    [Value("POST2006", "2006 or later.")]
    Post2006 = 3,
}

[EnumDescription("How Grow CRM bills a project.")]
public enum GrowCrmBillingType
{
    [Value("HOURLY", "By the hour.")]
    Hourly = 1,

    [Value("FIXED", "A fixed price.")]
    Fixed = 2,
}

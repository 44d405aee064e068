namespace ProjectGraph.Data.Model;

// Numbers are what the store holds and sorts by: never renumber.

[EnumDescription("The service that a project lives in.", AddsUnknown = true)]
public enum Vendor
{
    [Value("HEATPUNK", "Heatpunk: heat loss and heating design.")] Heatpunk = 1,
    [Value("PLANHAT", "Planhat: customer success.")] Planhat = 2,
    [Value("GROW_CRM", "Grow CRM: client projects, billing and time.")] GrowCrm = 3,
    [Value("CORE_DATA", "CoreData: document and project spaces.")] CoreData = 4,
    [Value("PRODUCTIVE", "Productive: agency management.")] Productive = 5,
}

[EnumDescription("Where a project stands, in one vocabulary for all vendors. The vendor's own word is `vendorStatus`.")]
public enum ProjectStatus
{
    [Value("NOT_STARTED", "Planned, nothing done yet.")] NotStarted = 1,
    [Value("IN_PROGRESS", "Being worked on.")] InProgress = 2,
    [Value("ON_HOLD", "Paused.")] OnHold = 3,
    [Value("COMPLETED", "Finished.")] Completed = 4,
    [Value("CANCELLED", "Given up or rejected.")] Cancelled = 5,
    [Value("UNKNOWN", "The vendor says something that has no equal here. Read only.")] Unknown = 6,
}

[EnumDescription("What a person is to a project.", AddsUnknown = true)]
public enum MemberRole
{
    [Value("MANAGER", "Leads the project.")] Manager = 1,
    [Value("ASSIGNEE", "Works on the project.")] Assignee = 2,
}

[EnumDescription("Whether a connection to a vendor works.", AddsUnknown = true)]
public enum ConnectionStatus
{
    [Value("PENDING", "Registered, never synced.")] Pending = 1,
    [Value("SYNCING", "A sync is running.")] Syncing = 2,
    [Value("OK", "The last sync ended well.")] Ok = 3,
    [Value("FAILED", "The last sync ended with an error; what was synced before is still served.")] Failed = 4,
}

[EnumDescription("Whether calls to a vendor go out. After many failures they are spared both sides for a while.", AddsUnknown = true)]
public enum CircuitState
{
    [Value("CLOSED", "Calls go out.")] Closed = 1,
    [Value("OPEN", "The vendor failed too often: calls fail at once, without being sent.")] Open = 2,
    [Value("HALF_OPEN", "One call goes out to see whether the vendor works again.")] HalfOpen = 3,
}

[EnumDescription("How far a sync has come.", AddsUnknown = true)]
public enum SyncState
{
    [Value("RUNNING", "It is under way.")] Running = 1,
    [Value("SUCCEEDED", "It read everything.")] Succeeded = 2,
    [Value("FAILED", "It broke off with an error; the next one goes on where it was, if that can be.")] Failed = 3,
    [Value("INTERRUPTED", "It was stopped, or the service died; the next one goes on where it was.")] Interrupted = 4,
}

[EnumDescription("How far an operation has come.")]
public enum OperationState
{
    [Value("PLANNED", "Recorded, not sent: a dry run, or about to be sent.")] Planned = 1,
    [Value("SENT", "Sent to the vendor, no answer yet.")] Sent = 2,
    [Value("SUCCEEDED", "The vendor did it.")] Succeeded = 3,
    [Value("REFUSED", "The vendor, or a check before the call, said no.")] Refused = 4,
    [Value("FAILED", "It certainly did not happen: the request never reached the vendor or the vendor failed.")] Failed = 5,
    [Value("UNKNOWN", "The answer never came: it may or may not have happened.")] Unknown = 6,
}

[EnumDescription("How a caller proved who it is.")]
public enum CallerKind
{
    [Value("KEY", "By an API key.")] Key = 1,
    [Value("TOKEN", "By a bearer token of the configured issuer.")] Token = 2,
    [Value("LOCAL", "By nothing: in Development, a request from this machine needs no credential.")] Local = 3,
}

[EnumDescription("When a building was built, as Heatpunk asks for it.")]
public enum HeatpunkBuildDate
{
    [Value("PRE2000", "Before 2000.")] Pre2000 = 1,
    [Value("POST2000", "2000 or later.")] Post2000 = 2,
    [Value("POST2006", "2006 or later.")] Post2006 = 3,
}

[EnumDescription("How Grow CRM bills a project.")]
public enum GrowCrmBillingType
{
    [Value("HOURLY", "By the hour.")] Hourly = 1,
    [Value("FIXED", "A fixed price.")] Fixed = 2,
}

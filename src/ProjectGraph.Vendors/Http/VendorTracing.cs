using System.Diagnostics;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;
using ProjectGraph.Vendors.Operations;

namespace ProjectGraph.Vendors.Http;

/// <summary>
/// The activity source <c>ProjectGraph.Vendors</c>: operations, live reads, sync runs and each call to a vendor. Spans contain the
/// vendor and the account, but no inputs, bodies, addresses or credentials. Without a listener, no span is created.
/// </summary>
internal static class VendorTracing
{
    public const string VendorKey = "projectgraph.vendor";
    public const string AccountKey = "projectgraph.vendor_account";
    public const string OperationKey = "projectgraph.operation.name";
    public const string StateKey = "projectgraph.operation.state";
    public const string ErrorKey = "error.type";

    private static readonly ActivitySource Source = new(VendorMetrics.MeterName);

    public static Activity? StartOperation(string name) => Start("projectgraph.operation")?.SetTag(OperationKey, name);

    public static Activity? StartLiveRead(string name) => Start("projectgraph.live_read")?.SetTag("projectgraph.live_read.name", name);

    public static Activity? StartSync(VendorChannel channel) => Start("projectgraph.sync")?.SetAccountTags(channel);

    /// <summary>Starts the span of one request to a vendor. One read may make several.</summary>
    public static Activity? StartCall(VendorChannel channel, string method) =>
        Start("projectgraph.vendor.call")?.SetAccountTags(channel).SetTag("http.request.method", method);

    public static Activity SetAccountTags(this Activity span, VendorChannel channel) =>
        span.SetTag(VendorKey, channel.Connector.InputName).SetTag(AccountKey, channel.VendorAccount.Name);

    public static void End(this Activity span, OperationResult result)
    {
        span.SetTag("projectgraph.operation.id", result.OperationId).SetTag(StateKey, GetName(result.State));
        if (result.Replayed)
            span.SetTag("projectgraph.operation.replayed", true);
        if (result.State is OperationState.Failed or OperationState.Unknown)
            span.Fail(result.Errors is [var first, ..] ? first.Code : GetName(result.State));
    }

    public static void End(this Activity span, SyncReport report)
    {
        span.SetTag("projectgraph.sync.read", report.Read)
            .SetTag("projectgraph.sync.created", report.Created)
            .SetTag("projectgraph.sync.changed", report.Changed)
            .SetTag("projectgraph.sync.deleted", report.Deleted)
            .SetTag("projectgraph.sync.quarantined", report.Quarantined);
        if (report.ErrorCode is { } code)
            span.Fail(code);
    }

    /// <param name="error">
    /// An error code or the name of an exception's type. Messages are not used: they may contain a caller's or vendor's data.
    /// </param>
    public static void Fail(this Activity span, string error) => span.SetTag(ErrorKey, error).SetStatus(ActivityStatusCode.Error);

    public static string GetName(OperationState state) => EnumModel.Get(typeof(OperationState)).Find((long)state)!.Name;

    private static Activity? Start(string name) => Source.HasListeners() ? Source.StartActivity(name) : null;
}

using System.Reflection;
using System.Text.RegularExpressions;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;
using ProjectGraph.Vendors.Operations;

namespace ProjectGraph.Vendors.Tests.Representing;

/// <summary>Tests each of the 39 documented operations: planned, performed, and refused in every documented way.</summary>
public sealed partial class OperationCoverageTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private VendorHost _host = null!;

    /// <summary>The numbered examples of the vendors' documents.</summary>
    private static readonly string[] Printed =
    [
        "H1",
        "H2",
        "H2b",
        "H3",
        "H3b",
        "P1",
        "P1b",
        "P1c",
        "P2",
        "P2b",
        "P2c",
        "P3",
        "P3b",
        "P3c",
        "P4",
        "P5",
        "P6",
        "P6b",
        "P6c",
        "P6d",
        .. Enumerable.Range(1, 17).Select(number => $"G{number}"),
        .. Enumerable.Range(1, 11).Select(number => $"C{number}"),
        .. Enumerable.Range(1, 22).Select(number => $"R{number}"),
    ];

    public static TheoryData<string> Writes() => [.. DocumentedOperations.Writes.Select(operation => operation.Name)];

    public static TheoryData<string> Reads() => [.. DocumentedOperations.Reads.Select(read => read.Name)];

    [Fact]
    public void Every_documented_operation_exists()
    {
        DocumentedOperations
            .Writes.Select(each => each.Name)
            .ShouldBe(VendorRegistry.BuiltIn.Operations.Select(each => each.Name), ignoreOrder: true);
        DocumentedOperations
            .Reads.Select(each => each.Name)
            .ShouldBe(VendorRegistry.BuiltIn.LiveReads.Select(each => each.Name), ignoreOrder: true);
        (DocumentedOperations.Writes.Count + DocumentedOperations.Reads.Count).ShouldBe(39);
        VendorRegistry
            .BuiltIn.Operations.Select(each => each.Section)
            .Concat(VendorRegistry.BuiltIn.LiveReads.Select(each => each.Section))
            .ShouldAllBe(section => section.Length > 0);
    }

    [Fact]
    public void Every_example_in_the_vendors_documents_has_a_test() =>
        Printed
            .Except(
                Assembly
                    .GetExecutingAssembly()
                    .GetTypes()
                    .SelectMany(type => type.GetMethods())
                    .Where(method => method.IsDefined(typeof(FactAttribute)))
                    .SelectMany(method => method.Name.Split('_').TakeWhile(part => CaseNumber().IsMatch(part)))
            )
            .ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(Writes))]
    public async Task A_dry_run_plans_a_request_that_the_vendor_has_a_route_for_and_sends_nothing(string name)
    {
        var (operation, id) = await ReadyAsync(name);

        var result = await RunAsync(operation, id, dryRun: true);

        result.State.ShouldBe(OperationState.Planned, string.Join(' ', result.Errors));
        Sandbox(operation).Log.Recent().ShouldBeEmpty();
        var entry = (await _host.Log.FindAsync(result.OperationId, default))!;
        var path = new Uri(entry.RequestUrl!).AbsolutePath[Sandbox(operation).Mount.Length..];
        Sandbox(operation).Sandbox.Routes.Operations.ShouldContain(route => Fits(route, entry.RequestMethod + " " + path));
    }

    [Theory]
    [MemberData(nameof(Writes))]
    public async Task Every_operation_succeeds_and_updates_the_graph(string name)
    {
        var (operation, id) = await ReadyAsync(name);

        var result = await RunAsync(operation, id);

        result.State.ShouldBe(OperationState.Succeeded, string.Join(' ', result.Errors));
        result.Errors.ShouldBeEmpty();
        (result.ProjectIds.Count > 0).ShouldBe(VendorRegistry.BuiltIn.FindOperation(name)!.Result != OperationResultKind.Deletion);
    }

    [Theory]
    [MemberData(nameof(Writes))]
    public async Task Every_documented_refusal_is_reported_and_changes_nothing(string name)
    {
        var (operation, id) = await ReadyAsync(name);
        foreach (var status in operation.Statuses)
        {
            Sandbox(operation)
                .Faults.Set(
                    new SandboxFault
                    {
                        Kind = SandboxFaultKind.Status,
                        Status = status,
                        Method = MethodOf(operation),
                    }
                );

            var result = await RunAsync(operation, id);

            result.State.ShouldBeOneOf(OperationState.Refused, OperationState.Failed);
            result.Errors.ShouldAllBe(error => !string.IsNullOrEmpty(error.VendorCode) && error.Message.Length > 0);
            result.Errors[0].Code.ShouldBeOneOf(CodesOf(status));
        }
    }

    [Theory]
    [MemberData(nameof(Reads))]
    public async Task A_live_read_returns_results_and_every_documented_refusal(string name)
    {
        var read = DocumentedOperations.Reads.Single(each => each.Name == name);
        await _host.ConnectAsync(read.Vendor);

        (await _host.LiveReads.RunAsync(name, Values.Convert(read.Input), default)).ShouldNotBeEmpty();

        foreach (var status in read.Statuses.Where(status => status != 429))
        {
            Sandbox(read).Faults.Set(new SandboxFault { Kind = SandboxFaultKind.Status, Status = status });
            if (status == 404 && !VendorRegistry.BuiltIn.FindLiveRead(name)!.IsList)
            {
                (await _host.LiveReads.RunAsync(name, Values.Convert(read.Input), default)).ShouldBeEmpty();
                continue;
            }
            var refusal = await Should.ThrowAsync<VendorReadException>(() =>
                _host.LiveReads.RunAsync(name, Values.Convert(read.Input), default)
            );
            refusal.Code.ShouldBeOneOf(CodesOf(status));
        }
    }

    public async Task InitializeAsync() => _host = await VendorHost.StartAsync(_folder.Path);

    public async Task DisposeAsync()
    {
        await _host.DisposeAsync();
        _folder.Dispose();
    }

    /// <summary>Syncs the operation's vendor and returns the operation with the graph's id of its project.</summary>
    private async Task<(DocumentedOperations.Case Operation, long? ProjectId)> ReadyAsync(string name)
    {
        var operation = DocumentedOperations.Writes.Single(each => each.Name == name);
        var channel = await _host.ConnectAsync(operation.Vendor);
        (await _host.SyncAsync(channel)).Error.ShouldBeNull();
        Sandbox(operation).Log.Clear();
        return (operation, operation.Project is { } id ? (await _host.FindAsync(channel, id)).ShouldNotBeNull(id).Id : null);
    }

    private Task<OperationResult> RunAsync(DocumentedOperations.Case operation, long? id, bool dryRun = false)
    {
        var input = new Dictionary<string, object?>(Values.Convert(operation.Input)) { ["dryRun"] = dryRun };
        return _host.RunAsync(operation.Name, input, id);
    }

    private RunningSandbox Sandbox(DocumentedOperations.Case operation) =>
        _host.Sandbox(VendorRegistry.BuiltIn.Find(operation.Vendor)!.SandboxPath!.Split('/')[1]);

    /// <summary>Returns the HTTP method of the write, so that a fault does not affect the reads before it.</summary>
    private static string MethodOf(DocumentedOperations.Case operation) =>
        operation.Name switch
        {
            _ when operation.Name.StartsWith("delete", StringComparison.Ordinal) => "DELETE",
            "updateHeatpunkProject" => "PATCH",
            "createGrowCrmProject" or "cloneGrowCrmProject" => "POST",
            _ when operation.Vendor == Vendor.Productive => operation.Name is "createProductiveProject" or "copyProductiveProject"
                ? "POST"
                : "PATCH",
            _ => operation.Name.StartsWith("create", StringComparison.Ordinal) ? "POST" : "PUT",
        };

    private static string[] CodesOf(int status) =>
        status switch
        {
            401 => [VendorErrors.VendorUnauthorized],
            403 => [VendorErrors.VendorForbidden, VendorErrors.VendorUnauthorized],
            404 => [VendorErrors.VendorNotFound],
            429 => [VendorErrors.VendorRateLimited],
            _ => [VendorErrors.VendorValidation],
        };

    private static bool Fits(string route, string request) =>
        Regex.IsMatch(
            request,
            "^" + string.Join('/', route.Split('/').Select(part => part.StartsWith('{') ? "[^/]+" : Regex.Escape(part))) + "$"
        );

    [GeneratedRegex("^[A-Z][0-9]+[a-z]?$")]
    private static partial Regex CaseNumber();
}

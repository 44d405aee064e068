using System.Text.Json;
using System.Text.Json.Nodes;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;
using ProjectGraph.Vendors.Http;
using ProjectGraph.Vendors.Operations;

namespace ProjectGraph.Vendors.CoreData;

/// <summary>Creates a project. The response is 201 with the project's address only, so the project is read back.</summary>
internal sealed class CreateCoreDataProject : VendorOperation<CreateCoreDataProjectInput>
{
    public override Vendor Vendor => Vendor.CoreData;
    public override string Name => "createCoreDataProject";
    public override string Description => "Creates a project in a space at CoreData.";
    public override string Section => "Create Project";
    public override bool TakesProject => false;
    public override OperationResultKind Result => OperationResultKind.Project;

    protected override IEnumerable<OperationError> Check(CreateCoreDataProjectInput input, Project? project) => CoreDataBody.Check(input);

    protected override VendorRequest Build(CreateCoreDataProjectInput input, Project? project) =>
        new("POST", CoreDataClient.Projects) { Body = CoreDataBody.Build(input) };

    protected internal override async Task<OperationEffect> ReadResponseAsync(
        OperationContext context,
        VendorResponse answer,
        CancellationToken cancellationToken
    )
    {
        var id = FindIdInLocation(answer.Header("Location"))
            ?? throw new VendorReadException(
                VendorErrors.VendorBadAnswer,
                "CoreData's response does not contain the address of the new project. Sync the vendor account to read it."
            );
        var project = await new CoreDataClient(context.Channel).FindProjectAsync(id, cancellationToken)
            ?? throw new VendorReadException(
                VendorErrors.VendorNotFound,
                "CoreData did not find the project that it reported as created. Sync the vendor account later."
            );
        return CoreDataEffect.Create(context, project);
    }

    /// <summary>Searches the space for projects that are new to the graph and were created since the request.</summary>
    protected internal override async Task<ReconcileOutcome> ReconcileAsync(OperationContext context, CancellationToken cancellationToken)
    {
        var sent = (JsonObject)context.SentRequest.Body!;
        var sameName = (await ReadRecentAsync(context, sent, cancellationToken)).FindAll(project =>
            project.Name.Trim() == ((string)sent["title"]!).Trim()
        );
        var matches = sameName.FindAll(project => CoreDataWriteVerification.ContainsSentValues(sent, project.Document));
        if (matches.Count == 1)
            return new ReconcileOutcome.Applied(CoreDataEffect.Create(context, matches[0]));
        return sameName.Count == 0 ? new ReconcileOutcome.NotApplied() : new ReconcileOutcome.Uncertain();
    }

    /// <summary>Returns the id at the end of a project's address, relative or absolute.</summary>
    public static string? FindIdInLocation(string? location)
    {
        var segments = location?.Split('?', '#')[0].Split('/', StringSplitOptions.RemoveEmptyEntries) ?? [];
        return segments is [.., "projects", _] ? CoreDataMapping.LastSegment(location) : null;
    }

    private static async Task<List<Project>> ReadRecentAsync(OperationContext context, JsonObject sent, CancellationToken cancellationToken)
    {
        var client = new CoreDataClient(context.Channel);
        var fresh = new List<Project>();
        await foreach (var row in client.ReadAllAsync(CoreDataClient.SpacePath((string)sent["space"]!), cancellationToken))
        {
            if (MapOrNull(client, row) is { } project && CoreDataWriteVerification.IsCreatedSince(project, context.SentAt))
                fresh.Add(project);
        }
        var known = await context.FindKnownIdsAsync([.. fresh.Select(project => project.VendorId)], cancellationToken);
        fresh.RemoveAll(project => known.Contains(project.VendorId));
        return fresh;
    }

    private static Project? MapOrNull(CoreDataClient client, JsonElement row)
    {
        try
        {
            return client.Map(row);
        }
        catch (VendorReadException)
        {
            return null;
        }
    }
}

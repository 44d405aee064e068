using System.Collections.Concurrent;
using System.Text.Encodings.Web;
using System.Text.Json;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;
using ProjectGraph.Vendors.Http;
using ProjectGraph.Vendors.Inputs;
using ProjectGraph.Vendors.Operations;

namespace ProjectGraph.Vendors.Unified;

/// <summary>Represents projects in any vendor's format, without a call to a vendor.</summary>
public sealed class Representations
{
    /// <summary>The number of a vendor account's newest projects that are searched for a model.</summary>
    private const int Candidates = 50;

    // Letters are not escaped, as in the rest of a response.
    private static readonly JsonSerializerOptions readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly VendorRegistry vendors;
    private readonly VendorConnections connections;
    private readonly ConnectionStore store;
    private readonly ConnectionContents contents;
    private readonly ConcurrentDictionary<long, RepresentationHome> homes = new();

    internal Representations(VendorRegistry vendors, VendorConnections connections, ConnectionStore store, ConnectionContents contents) =>
        (this.vendors, this.connections, this.store, this.contents) = (vendors, connections, store, contents);

    /// <summary>Reads the target for any number of projects. It is the vendor's first vendor account in the scope.</summary>
    public async Task<RepresentationTarget> TargetAsync(Vendor vendor, AccountScope scope, CancellationToken cancellation)
    {
        var connector = vendors.Find(vendor) ?? throw new ArgumentException($"{vendor} has no connector.", nameof(vendor));
        var channel = connections.All.FirstOrDefault(channel => channel.Connection.Vendor == vendor && scope.Includes(channel.Connection.Id));
        return new(connector, channel is null ? null : await HomeAsync(channel, cancellation));
    }

    /// <param name="project">The project with all its related rows.</param>
    public Representation Of(Project project, RepresentationTarget target)
    {
        var own = project.Vendor == target.Vendor;
        Number(project);
        var (request, losses) = RepresentationRequest.Of(project, own ? OwnHome(project, target) : target.Home, target.Connector);
        return own
            ? new(target.Vendor, Parsed(project.Document), request, [])
            : new(target.Vendor, Document(project, target), request, [.. losses, .. RepresentationLosses.Of(vendors, project, target.Connector, losses)]);
    }

    /// <summary>
    /// Numbers the people and companies of a live read. They have no id in the graph, and negative numbers are not used there.
    /// </summary>
    private static void Number(Project project)
    {
        if (project.Company is { Id: 0 } company) company.Id = -1;
        foreach (var (index, person) in project.Managers.Concat(project.Assignees).Index().Where(each => each.Item.Id == 0)) person.Id = -1 - index;
    }

    private static JsonElement Document(Project project, RepresentationTarget target) =>
        JsonSerializer.SerializeToElement(target.Connector.Represent(project, target.Home?.Channel.Settings), readable);

    private static JsonElement Parsed(string document)
    {
        return JsonElement.Parse(ReadableCells.Json(document));
    }

    /// <summary>The project's own vendor account, since a project is recreated there and not at another account of its vendor.</summary>
    private RepresentationHome? OwnHome(Project project, RepresentationTarget target) =>
        target.Home?.Channel.Connection.Id == project.ConnectionId || connections.Find(project.ConnectionId) is not { } channel
            ? target.Home
            : new(channel, 0, [], [], null);

    /// <summary>Returns the cached data of a vendor account, or reads it again after the graph has changed.</summary>
    private async Task<RepresentationHome> HomeAsync(VendorChannel channel, CancellationToken cancellation)
    {
        var version = await contents.VersionAsync(cancellation);
        if (homes.TryGetValue(channel.Connection.Id, out var known) && known.Version == version && known.Channel == channel) return known;
        var id = channel.Connection.Id;
        var companies = await contents.CompaniesAsync(id, cancellation);
        var people = await contents.PeopleAsync(id, cancellation);
        return homes[id] = new(channel, version, companies, people, await ModelAsync(channel, cancellation));
    }

    private async Task<Project?> ModelAsync(VendorChannel channel, CancellationToken cancellation)
    {
        foreach (var id in await contents.NewestProjectsAsync(channel.Connection.Id, Candidates, cancellation))
        {
            if (await store.FindProjectAsync(id, AccountScope.Unrestricted, cancellation) is { } project && IsModel(channel.Connector, project)) return project;
        }
        return null;
    }

    private static bool IsModel(VendorConnector connector, Project project) =>
        connector.TryModel(project, new VendorInputs())
        && connector.Fields.Where(field => field.Use.HasFlag(FieldUse.Required)).All(field => RepresentationRequest.Has(project, field.Field));
}

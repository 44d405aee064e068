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
    private const int MaxModelCandidates = 50;

    // Letters are not escaped, as in the rest of a response.
    private static readonly JsonSerializerOptions Unescaped = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly VendorRegistry _vendors;
    private readonly VendorAccounts _vendorAccounts;
    private readonly VendorAccountStore _store;
    private readonly VendorAccountContents _contents;
    private readonly ConcurrentDictionary<long, RepresentationContext> _contexts = new();

    internal Representations(
        VendorRegistry vendors,
        VendorAccounts vendorAccounts,
        VendorAccountStore store,
        VendorAccountContents contents
    ) => (_vendors, _vendorAccounts, _store, _contents) = (vendors, vendorAccounts, store, contents);

    /// <summary>Reads the target for any number of projects. It is the vendor's first vendor account in the scope.</summary>
    public async Task<RepresentationTarget> GetTargetAsync(Vendor vendor, AccountScope scope, CancellationToken cancellationToken)
    {
        var connector = _vendors.Find(vendor) ?? throw new ArgumentException($"{vendor} has no connector.", nameof(vendor));
        var channel = _vendorAccounts.All.FirstOrDefault(channel =>
            channel.VendorAccount.Vendor == vendor && scope.Includes(channel.VendorAccount.Id)
        );
        return new(connector, channel is null ? null : await GetContextAsync(channel, cancellationToken));
    }

    /// <param name="project">The project with all its related rows.</param>
    public Representation Represent(Project project, RepresentationTarget target)
    {
        var own = project.Vendor == target.Vendor;
        NumberUnstoredParties(project);
        var (request, losses) = RepresentationRequest.Build(
            project,
            own ? GetOwnContext(project, target) : target.Context,
            target.Connector
        );
        return own
            ? new(target.Vendor, ParseDocument(project.Document), request, [])
            : new(
                target.Vendor,
                CreateDocument(project, target),
                request,
                [.. losses, .. RepresentationLosses.Find(_vendors, project, target.Connector, losses)]
            );
    }

    /// <summary>
    /// Numbers the people and companies of a live read. They have no id in the graph, and negative numbers are not used there.
    /// </summary>
    private static void NumberUnstoredParties(Project project)
    {
        if (project.Company is { Id: 0 } company)
            company.Id = -1;
        foreach (var (index, person) in project.Managers.Concat(project.Assignees).Index().Where(each => each.Item.Id == 0))
            person.Id = -1 - index;
    }

    private static JsonElement CreateDocument(Project project, RepresentationTarget target) =>
        JsonSerializer.SerializeToElement(target.Connector.Represent(project, target.Context?.Channel.Settings), Unescaped);

    private static JsonElement ParseDocument(string document)
    {
        return JsonElement.Parse(StoredValueReader.ReadJson(document));
    }

    /// <summary>The project's own vendor account, since a project is recreated there and not at another account of its vendor.</summary>
    private RepresentationContext? GetOwnContext(Project project, RepresentationTarget target) =>
        target.Context?.Channel.VendorAccount.Id == project.VendorAccountId
        || _vendorAccounts.Find(project.VendorAccountId) is not { } channel
            ? target.Context
            : new(channel, 0, [], [], null);

    /// <summary>Returns the cached data of a vendor account, or reads it again after the graph has changed.</summary>
    private async Task<RepresentationContext> GetContextAsync(VendorChannel channel, CancellationToken cancellationToken)
    {
        var version = await _contents.VersionAsync(cancellationToken);
        if (_contexts.TryGetValue(channel.VendorAccount.Id, out var known) && known.Version == version && known.Channel == channel)
            return known;
        var id = channel.VendorAccount.Id;
        var companies = await _contents.CompaniesAsync(id, cancellationToken);
        var people = await _contents.PeopleAsync(id, cancellationToken);
        return _contexts[id] = new(channel, version, companies, people, await FindModelAsync(channel, cancellationToken));
    }

    private async Task<Project?> FindModelAsync(VendorChannel channel, CancellationToken cancellationToken)
    {
        foreach (var id in await _contents.NewestProjectsAsync(channel.VendorAccount.Id, MaxModelCandidates, cancellationToken))
        {
            if (
                await _store.FindProjectAsync(id, AccountScope.Unrestricted, cancellationToken) is { } project
                && CanBeModel(channel.Connector, project)
            )
                return project;
        }
        return null;
    }

    private static bool CanBeModel(VendorConnector connector, Project project) =>
        connector.TryFillFromExisting(project, new VendorInputs())
        && connector
            .Fields.Where(field => field.Use.HasFlag(FieldUse.Required))
            .All(field => RepresentationRequest.HasRequiredField(project, field.Field));
}

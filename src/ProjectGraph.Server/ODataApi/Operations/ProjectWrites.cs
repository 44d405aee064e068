using System.Globalization;
using System.Text.Json;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;
using ProjectGraph.Server.ODataApi.Reading;
using ProjectGraph.Server.ODataApi.Responses;
using ProjectGraph.Vendors;
using ProjectGraph.Vendors.Operations;
using ProjectGraph.Vendors.Unified;

namespace ProjectGraph.Server.ODataApi.Operations;

/// <summary>Creates, updates, replaces and deletes projects (Protocol, sections 11.4.2 to 11.4.5).</summary>
internal sealed class ProjectWrites(
    VendorRegistry vendors,
    ResourceFinder finder,
    VendorAccountStore store,
    OperationInvoker calls,
    ChangeResponse answer
)
{
    public async Task CreateAsync(HttpContext http, ODataHead head, QueryOptions options, ODataPath.Resource set)
    {
        var body = await ODataInput.ReadBodyAsync(http.Request);
        var input = ProjectBody.Read(body, vendors.FindUnified(UnifiedOperations.Create)!.Input);
        if (set.Steps.Count > 0)
            await RelateAsync(input, set, http);
        var result = await calls.RunAsync(http, UnifiedOperations.Create, input, null);
        // There is no entity to return after a dry run, or if the store could not save the created project.
        if (result is { State: OperationState.Succeeded, ProjectIds: [var id, ..] })
            await answer.SendCreatedAsync(http, head, options, set.Target, id);
        else
            await answer.SendOperationAsync(http, head, QueryOptions.None, result);
    }

    public async Task UpdateAsync(HttpContext http, ODataHead head, QueryOptions options, ODataPath.Resource resource)
    {
        var id = await finder.FindKeyAsync(resource, http);
        var body = await ODataInput.ReadBodyAsync(http.Request);
        await UpdateAsync(http, head, options, resource, id, ProjectBody.Read(body, vendors.FindUnified(UnifiedOperations.Update)!.Input));
    }

    /// <summary>Replaces a project. Omitted fields are cleared if the vendor can update them. Omitted relations stay.</summary>
    public async Task ReplaceAsync(HttpContext http, ODataHead head, QueryOptions options, ODataPath.Resource resource)
    {
        var id = await finder.FindKeyAsync(resource, http);
        var body = await ODataInput.ReadBodyAsync(http.Request);
        var input = ProjectBody.Read(body, vendors.FindUnified(UnifiedOperations.Update)!.Input);
        var project = await store.FindProjectAsync(id, CallerAccess.Get(http).Scope, http.RequestAborted)
            ?? throw ResourceFinder.NotFound(resource.Target);
        foreach (var field in FindOmitted(project, input))
            input[field] = null;
        foreach (var field in FindUnchanged(project, input))
            input.Remove(field);
        await UpdateAsync(http, head, options, resource, id, input);
    }

    public async Task DeleteAsync(HttpContext http, ODataHead head, ODataPath.Resource resource)
    {
        var id = await finder.FindKeyAsync(resource, http);
        var result = await calls.RunAsync(http, UnifiedOperations.Delete, [], id);
        if (result.State == OperationState.Planned)
            await answer.SendOperationAsync(http, head, QueryOptions.None, result);
        else
            answer.SetNoContent(http, head, null);
    }

    private async Task UpdateAsync(
        HttpContext http,
        ODataHead head,
        QueryOptions options,
        ODataPath.Resource resource,
        long id,
        Dictionary<string, object?> input
    )
    {
        var result = await RunAsync(
            http,
            id,
            UpdateParts.Split(vendors, input, await store.FindProjectAsync(id, CallerAccess.Get(http).Scope, http.RequestAborted))
        );
        if (result.State == OperationState.Planned)
            await answer.SendOperationAsync(http, head, QueryOptions.None, result);
        else
            await answer.SendChangedAsync(http, head, options, resource, id);
    }

    /// <summary>Runs the operations. Several are planned first, so that a refused one stops them all.</summary>
    private async Task<OperationResult> RunAsync(HttpContext http, long id, IReadOnlyList<UpdatePart> parts)
    {
        if (parts.Count > 1 && http.Features.Get<DryRunOnly>() is null)
        {
            http.Features.Set(new DryRunOnly());
            foreach (var part in parts)
                await calls.RunAsync(http, part.Operation, new(part.Input, StringComparer.Ordinal), id);
            http.Features.Set<DryRunOnly>(null);
        }
        var result = await calls.RunAsync(http, parts[0].Operation, parts[0].Input, id);
        foreach (var part in parts.Skip(1))
            result = await calls.RunAsync(http, part.Operation, part.Input, id, part: part.Operation);
        return result;
    }

    /// <summary>Relates a project that is posted to a navigation to the parent of the navigation.</summary>
    private async Task RelateAsync(Dictionary<string, object?> input, ODataPath.Resource set, HttpContext http)
    {
        var relation = ((PathStep.Navigation)set.Steps[^1]).Relation;
        var scope = await finder.FindParentAsync(set, http);
        var key = await finder.ReadValueAsync(scope, relation.From, http);
        if (relation.Join is { } join)
        {
            var role = GraphModel.CamelCase(((MemberRole)join.Value).ToString());
            if (ProjectInput.Create.Find(role + "Id") is { } one)
                input.TryAdd(one.Name, key);
            else
                input.TryAdd(role + "Ids", new object?[] { key });
        }
        else
            input.TryAdd(GraphModel.CamelCase(relation.To.Name), key);
        if (scope.Source.FindField(nameof(Project.VendorAccountId)) is { } account)
            input.TryAdd("vendorAccountId", await finder.ReadValueAsync(scope, account, http));
    }

    // A replacement repeats most values of the entity. Unchanged values are not sent to the vendor.
    private static string[] FindUnchanged(Project project, Dictionary<string, object?> given) =>
        [
            .. from pair in given
            let field = GraphModel.Instance.Projects.FindField(ODataOperation.ToPascalCase(pair.Key))
            where field is not null && IsSame(field.Property.GetValue(project), pair.Value as JsonElement?)
            select pair.Key,
        ];

    private static bool IsSame(object? current, JsonElement? given) =>
        (current, given) switch
        {
            (null, null) => true,
            (null, { ValueKind: JsonValueKind.Null }) => true,
            (null, _) or (_, null) => false,
            (Enum member, { ValueKind: JsonValueKind.String } text) => EnumModel
                .Get(member.GetType())
                .Find(text.GetString()!)
                ?.Value.Equals(member) == true,
            (_, { ValueKind: JsonValueKind.Number } number) => number.TryGetDecimal(out var amount)
                && current is IConvertible and not string
                && Convert.ToDecimal(current, CultureInfo.InvariantCulture) == amount,
            (DateOnly day, { ValueKind: JsonValueKind.String } text) => text.GetString()
                == day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            (string before, { ValueKind: JsonValueKind.String } text) => text.GetString() == before,
            _ => false,
        };

    private IEnumerable<string> FindOmitted(Project project, Dictionary<string, object?> given) =>
        from capability in vendors.Find(project.Vendor)?.Fields ?? []
        where capability.Use.HasFlag(FieldUse.Update) && !given.ContainsKey(capability.Field)
        let field = GraphModel.Instance.Projects.FindField(ODataOperation.ToPascalCase(capability.Field))
        where
            field is not null
            && ODataModel.IsExposed(field)
            && ProjectInput.FindField(field) is not null
            && field.Property.GetValue(project) is not null
        select capability.Field;
}

using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;
using ProjectGraph.Server.ODataApi.Reading;
using ProjectGraph.Server.ODataApi.Responses;
using ProjectGraph.Vendors;
using ProjectGraph.Vendors.Inputs;
using ProjectGraph.Vendors.Operations;
using ProjectGraph.Vendors.Unified;

namespace ProjectGraph.Server.ODataApi.Operations;

/// <summary>Sets one field of a project, by the vendor's own operation for the field or else by an update.</summary>
internal sealed class FieldWrites(VendorRegistry vendors, VendorAccountStore store, OperationInvoker calls, ChangeResponse answer)
{
    // An attempt is repeated if another caller changed the list at the same time.
    private const int MaxAttempts = 5;

    public async Task SetAsync(HttpContext http, ODataHead head, long id, InputField field, object? value)
    {
        var project = await FindProjectAsync(http, id);
        await RespondAsync(http, head, id, await RunAsync(http, project, field, value, null));
    }

    /// <summary>Changes a list without losing concurrent changes to it.</summary>
    /// <param name="current">Reads the items of the list.</param>
    /// <param name="change">Computes the new items. Returns null if the list is already as requested.</param>
    /// <returns>Null if no change was necessary.</returns>
    public async Task<OperationResult?> ChangeListAsync<T>(
        HttpContext http,
        long id,
        InputField field,
        Func<Project, IReadOnlyList<T>> current,
        Func<Project, IReadOnlyList<T>?> change
    )
    {
        for (var attempt = 1; ; attempt++)
        {
            var project = await FindProjectAsync(http, id);
            if (change(project) is not { } items)
                return null;
            var before = current(project);
            try
            {
                return await RunAsync(http, project, field, ToInputValue(field, items), now =>
                    current(now).SequenceEqual(before) ? null : ConcurrentChange
                );
            }
            catch (ApiException conflict)
                when (conflict.Error.Code == ErrorCodes.ETagMismatch
                    && attempt < MaxAttempts
                    && http.Request.Headers.IfMatch.Count == 0
                    && Repeatability.ReadKey(http) is null
                ) { }
        }
    }

    /// <summary>Responds with 204, or with the planned operation.</summary>
    public async Task RespondAsync(HttpContext http, ODataHead head, long id, OperationResult? result)
    {
        if (result is { State: OperationState.Planned })
            await answer.SendOperationAsync(http, head, QueryOptions.None, result);
        else
            answer.SetNoContent(http, head, id);
    }

    public async Task<Project> FindProjectAsync(HttpContext http, long id) =>
        await store.FindProjectAsync(id, CallerAccess.Get(http).Scope, http.RequestAborted)
        ?? throw ResourceFinder.NotFound(GraphModel.Instance.Projects);

    private static OperationError ConcurrentChange { get; } =
        new(ErrorCodes.ETagMismatch.Id, "The list was changed by another request at the same time. Send the change again.");

    private Task<OperationResult> RunAsync(
        HttpContext http,
        Project project,
        InputField field,
        object? value,
        Func<Project, OperationError?>? unless
    )
    {
        var operation = ProjectInput.GetOperation(vendors, field, project.Vendor);
        // An operation that requires a value cannot clear the field.
        if (value is null && vendors.FindUnified(operation)!.Input.Find(field.Name) is { Required: true })
            operation = UnifiedOperations.Update;
        return calls.RunAsync(http, operation, new(StringComparer.Ordinal) { [field.Name] = value }, project.Id, unless);
    }

    private static object? ToInputValue<T>(InputField field, IReadOnlyList<T> items) =>
        field.Shape is InputShape.Many ? items.Cast<object?>().ToArray()
        : items.Count == 0 ? null
        : items[0];
}

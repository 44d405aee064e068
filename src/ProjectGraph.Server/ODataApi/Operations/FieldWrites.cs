using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;
using ProjectGraph.Server.ODataApi.Answering;
using ProjectGraph.Server.ODataApi.Reading;
using ProjectGraph.Vendors;
using ProjectGraph.Vendors.Inputs;
using ProjectGraph.Vendors.Operations;
using ProjectGraph.Vendors.Unified;

namespace ProjectGraph.Server.ODataApi.Operations;

/// <summary>Sets one field of a project: by the operation that does just that where the vendor has one, else by its update.</summary>
internal sealed class FieldWrites(VendorRegistry vendors, VendorAccountStore store, OperationCalls calls, WriteAnswer answer)
{
    // Each further one was overtaken by somebody who changed the same list.
    private const int MostAttempts = 5;

    public async Task SetAsync(HttpContext http, ODataHead head, long id, InputField field, object? value)
    {
        var project = await FindAsync(http, id);
        await AnswerAsync(http, head, id, await RunAsync(http, project, field, value, null));
    }

    /// <summary>Changes a list on top of what it holds: nothing is lost where two do so at once.</summary>
    /// <param name="current">What the list holds.</param>
    /// <param name="change">What it is to hold; null where it is so already.</param>
    /// <returns>Null where there was nothing to do.</returns>
    public async Task<OperationResult?> ChangeAsync<T>(HttpContext http, long id, InputField field, Func<Project, IReadOnlyList<T>> current, Func<Project, IReadOnlyList<T>?> change)
    {
        for (var attempt = 1; ; attempt++)
        {
            var project = await FindAsync(http, id);
            if (change(project) is not { } wanted) return null;
            var before = current(project);
            try
            {
                return await RunAsync(http, project, field, Value(field, wanted), now => current(now).SequenceEqual(before) ? null : Overtaken);
            }
            catch (ApiException overtaken) when (overtaken.Error.Code == ErrorCodes.Changed && attempt < MostAttempts && http.Request.Headers.IfMatch.Count == 0 && Repeatability.Key(http) is null)
            {
            }
        }
    }

    /// <summary>204, or what was planned.</summary>
    public async Task AnswerAsync(HttpContext http, ODataHead head, long id, OperationResult? result)
    {
        if (result is { State: OperationState.Planned }) await answer.OperationAsync(http, head, QueryOptions.None, result);
        else answer.NoContent(http, head, id);
    }

    public async Task<Project> FindAsync(HttpContext http, long id) =>
        await store.FindProjectAsync(id, CallerAccess.Of(http).Scope, http.RequestAborted) ?? throw ResourceFinder.NotFound(GraphModel.Instance.Projects);

    private static OperationError Overtaken { get; } = new(ErrorCodes.Changed.Id, "The list has changed meanwhile. Send the change again.");

    private Task<OperationResult> RunAsync(HttpContext http, Project project, InputField field, object? value, Func<Project, OperationError?>? unless)
    {
        var operation = ProjectInput.OperationOf(vendors, field, project.Vendor);
        // An operation that needs a value can't take one away.
        if (value is null && vendors.FindUnified(operation)!.Input.Find(field.Name) is { Required: true }) operation = UnifiedOperations.Update;
        return calls.RunAsync(http, operation, new(StringComparer.Ordinal) { [field.Name] = value }, project.Id, unless);
    }

    private static object? Value<T>(InputField field, IReadOnlyList<T> wanted) =>
        field.Shape is InputShape.Many ? wanted.Cast<object?>().ToArray() : wanted.Count == 0 ? null : wanted[0];
}

using System.Text.Json;
using ProjectGraph.Data.Model;
using ProjectGraph.Server.ODataApi.Reading;
using ProjectGraph.Server.ODataApi.Responses;
using ProjectGraph.Vendors.Inputs;
using ProjectGraph.Vendors.Operations;

namespace ProjectGraph.Server.ODataApi.Operations;

/// <summary>Adds, removes and replaces rows of a project that are only texts, such as tags (4.01, section 11.4.12).</summary>
internal sealed class ListWrites(ResourceFinder finder, FieldWrites fields, ChangeResponse answer)
{
    /// <summary>Finds the list that a path or its row belongs to.</summary>
    public static (RelationModel Relation, InputField Field)? FindList(ODataPath.Resource resource) =>
        resource.Target.Model.Projects.Relations.FirstOrDefault(relation =>
            relation.ListOf is not null && relation.Target == resource.Target
        )
            is { } list
        && ProjectInput.FindField(list) is { } field
            ? (list, field)
            : null;

    public async Task AddAsync(
        HttpContext http,
        ODataHead head,
        QueryOptions options,
        ODataPath.Resource resource,
        RelationModel list,
        InputField field
    )
    {
        var body = await ODataInput.ReadBodyAsync(http.Request);
        var text = ReadText(body, list);
        var id = resource.Steps.Count > 0 ? await finder.FindOwnerKeyAsync(resource, list, http) : ReadOwnerKey(body, list);
        var result = await fields.ChangeListAsync(
            http,
            id,
            field,
            project => GetTexts(project, list),
            project => Add(GetTexts(project, list), text)
        );
        if (result is { State: OperationState.Planned } || FindRowKey(await fields.FindProjectAsync(http, id), list, text) is not { } row)
            await fields.RespondAsync(http, head, id, result);
        else
            await answer.SendCreatedAsync(http, head, options, list.Target, row);
    }

    public async Task ReplaceAsync(HttpContext http, ODataHead head, ODataPath.Resource resource, RelationModel list, InputField field)
    {
        var body = await ODataInput.ReadBodyAsync(http.Request);
        if (!body.TryGetProperty("value", out var items) || items.ValueKind != JsonValueKind.Array)
            throw new ApiException(ErrorCodes.BadRequest, "The body has no list \"value\". Send the rows in it.", "value");
        var texts = items.EnumerateArray().Select(item => ReadText(item, list)).Distinct(StringComparer.Ordinal).ToArray();
        await fields.SetAsync(http, head, await finder.FindOwnerKeyAsync(resource, list, http), field, texts.Cast<object?>().ToArray());
    }

    public async Task RemoveAsync(HttpContext http, ODataHead head, ODataPath.Resource resource, RelationModel list, InputField field)
    {
        var scope = await finder.FindAsync(resource, http) ?? throw ResourceFinder.NotFound(resource.Target);
        var key = await finder.ReadValueAsync(scope, list.Target.Key, http);
        var id = await finder.ReadValueAsync(scope, list.To, http) ?? throw ResourceFinder.NotFound(resource.Target);
        var text = GetRows(await fields.FindProjectAsync(http, id), list).FirstOrDefault(row => row.Key == key).Text
            ?? throw ResourceFinder.NotFound(resource.Target);
        var result = await fields.ChangeListAsync(
            http,
            id,
            field,
            project => GetTexts(project, list),
            project => Remove(GetTexts(project, list), text)
        );
        await fields.RespondAsync(http, head, id, result);
    }

    private static string ReadText(JsonElement item, RelationModel list) =>
        ProjectBody.ReadText(item, list.ListOf!) is { ValueKind: JsonValueKind.String } text
            ? text.GetString()!
            : throw new ApiException(ErrorCodes.InvalidInput, $"'{list.ListOf!.Name}' must be a string.", list.ListOf.Name);

    private static long ReadOwnerKey(JsonElement body, RelationModel list) =>
        body.TryGetProperty(list.To.Name, out var key) && ODataInput.ReadInteger(key) is { } id
            ? id
            : throw new ApiException(ErrorCodes.InvalidInput, $"'{list.To.Name}' must be the key of a project.", list.To.Name);

    private static IEnumerable<(long Key, string Text)> GetRows(Project project, RelationModel list) =>
        ((IEnumerable<object>)list.Property.GetValue(project)!).Select(row =>
            ((long)list.Target.Key.Property.GetValue(row)!, (string)list.ListOf!.Property.GetValue(row)!)
        );

    private static string[] GetTexts(Project project, RelationModel list) => [.. GetRows(project, list).Select(row => row.Text)];

    private static long? FindRowKey(Project project, RelationModel list, string text) =>
        GetRows(project, list).Where(row => row.Text == text).Select(row => (long?)row.Key).FirstOrDefault();

    private static string[]? Add(string[] texts, string text) => texts.Contains(text) ? null : [.. texts, text];

    private static string[]? Remove(string[] texts, string text) => texts.Contains(text) ? [.. texts.Where(other => other != text)] : null;
}

using System.Text.Json;
using ProjectGraph.Data.Model;
using ProjectGraph.Server.ODataApi.Reading;
using ProjectGraph.Server.ODataApi.Responses;
using ProjectGraph.Vendors.Inputs;

namespace ProjectGraph.Server.ODataApi.Operations;

/// <summary>Changes the relations of a project by references (Protocol, section 11.4.6).</summary>
internal sealed class ReferenceWrites(ResourceFinder finder, FieldWrites fields)
{
    /// <summary>Finds the relation of a path to references, and the key of a reference if the path has one.</summary>
    public static (RelationModel Relation, InputField Field, long? Key)? FindRelation(ODataPath.Resource resource) =>
        resource.Steps switch
        {
            [.., PathStep.Navigation { Relation: var relation }] when FindField(relation) is { } field => (relation, field, null),
            [.., PathStep.Navigation { Relation: var relation }, PathStep.Key key] when FindField(relation) is { } field => (
                relation,
                field,
                key.Value
            ),
            _ => null,
        };

    /// <summary>Adds a reference to a collection (POST).</summary>
    public async Task AddAsync(HttpContext http, ODataHead head, ODataPath.Resource resource, RelationModel relation, InputField field)
    {
        var id = await FindProjectKeyAsync(http, resource, relation);
        var key = EntityReference.ReadKey(await ODataInput.ReadBodyAsync(http.Request), relation.Target);
        var result = await fields.ChangeListAsync(
            http,
            id,
            field,
            project => GetKeys(project, relation),
            project => Add(GetKeys(project, relation), key, field, relation)
        );
        await fields.RespondAsync(http, head, id, result);
    }

    /// <summary>Replaces the reference, or all of a collection (PUT).</summary>
    public async Task ReplaceAsync(HttpContext http, ODataHead head, ODataPath.Resource resource, RelationModel relation, InputField field)
    {
        var id = await FindProjectKeyAsync(http, resource, relation);
        var body = await ODataInput.ReadBodyAsync(http.Request);
        if (!relation.IsMany)
            await fields.SetAsync(http, head, id, field, EntityReference.ReadKey(body, relation.Target));
        else
        {
            var keys = ReadItems(body).Select(item => EntityReference.ReadKey(item, relation.Target)).Distinct().ToArray();
            if (keys.Length > 1 && field.Shape is not InputShape.Many)
                throw SingleOnly(relation);
            await fields.SetAsync(
                http,
                head,
                id,
                field,
                field.Shape is InputShape.Many ? keys.Cast<object?>().ToArray() : keys.Cast<object?>().FirstOrDefault()
            );
        }
    }

    /// <summary>Removes the reference, one of a collection, or all of it (DELETE).</summary>
    public async Task RemoveAsync(
        HttpContext http,
        ODataHead head,
        ODataPath.Resource resource,
        RelationModel relation,
        InputField field,
        long? key,
        string? address
    )
    {
        var id = await FindProjectKeyAsync(http, resource, relation);
        if (address is not null)
            key = EntityReference.ReadKey(address, relation.Target);
        var result = await fields.ChangeListAsync(
            http,
            id,
            field,
            project => GetKeys(project, relation),
            project => Remove(GetKeys(project, relation), key, relation)
        );
        await fields.RespondAsync(http, head, id, result);
    }

    private static InputField? FindField(RelationModel relation) => relation.ListOf is null ? ProjectInput.FindField(relation) : null;

    private Task<long> FindProjectKeyAsync(HttpContext http, ODataPath.Resource resource, RelationModel relation) =>
        finder.FindOwnerKeyAsync(resource, relation, http);

    private static long[] GetKeys(Project project, RelationModel relation) =>
        relation.IsMany
            ?
            [
                .. ((IEnumerable<object>)relation.Property.GetValue(project)!).Select(item =>
                    (long)relation.Target.Key.Property.GetValue(item)!
                ),
            ]
        : relation.From.Property.GetValue(project) is long key ? [key]
        : [];

    private static long[]? Add(long[] keys, long key, InputField field, RelationModel relation)
    {
        if (keys.Contains(key))
            return null;
        return field.Shape is InputShape.Many || keys.Length == 0 ? [.. keys, key] : throw SingleOnly(relation);
    }

    private static long[]? Remove(long[] keys, long? key, RelationModel relation)
    {
        if (key is null)
            return keys.Length == 0 ? null : [];
        return keys.Contains(key.Value)
            ? [.. keys.Where(other => other != key)]
            : throw new ApiException(
                ErrorCodes.NotFound,
                $"{relation.Target.Set}({key}) was not found in the project's {relation.Name}.",
                relation.Name
            );
    }

    private static JsonElement.ArrayEnumerator ReadItems(JsonElement body) =>
        body.TryGetProperty("value", out var items) && items.ValueKind == JsonValueKind.Array
            ? items.EnumerateArray()
            : throw new ApiException(ErrorCodes.BadRequest, "The body has no list \"value\". Send the references in it.", "value");

    private static ApiException SingleOnly(RelationModel relation) =>
        new(
            ErrorCodes.InvalidInput,
            $"The project's vendor supports only one entity in {relation.Name}. Replace it with PUT, or remove it first.",
            relation.Name
        );
}

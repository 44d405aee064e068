using System.Globalization;
using System.Text.Json.Nodes;

namespace ProjectGraph.Sandbox.CoreData;

/// <summary>
/// Reads the body of a create or update into stored values: user names become objects, a space its id and title. All errors are
/// reported together. Unknown names are ignored.
/// </summary>
internal sealed class CoreDataSandboxFields(CoreDataSandboxKind kind, SandboxStore store, JsonObject body, string? template)
{
    public const string Templates = "templates";
    public const string Fileplans = "fileplans";

    /// <summary>The dynatype of projects that others can be part of.</summary>
    public const string Programme = "Programme";

    /// <param name="creating">Whether this is a create, which has required fields.</param>
    /// <param name="template">The template that the record already has.</param>
    public static JsonObject Read(CoreDataSandboxKind kind, SandboxRequest request, bool creating, string? template = null)
    {
        var body = request.JsonObject();
        return new CoreDataSandboxFields(
            kind,
            request.Store,
            body,
            body.ContainsKey("template") ? body["template"].Text() : template
        ).Values(creating);
    }

    private JsonObject Values(bool creating)
    {
        var (values, errors) = (new JsonObject(), new JsonObject());
        foreach (var name in kind.Fields)
        {
            if (!body.TryGetPropertyValue(name, out var given))
            {
                if (creating && kind.Required.Contains(name))
                    errors[name] = new JsonArray("This field is required.");
                continue;
            }
            var (value, error) = given is null ? Empty(name) : Value(name, given);
            if (error is null)
                values[name] = value;
            else
                errors[name] = new JsonArray(error);
        }
        if (errors.Count == 0)
            return values;
        var answer = new JsonObject { [kind.Collection] = errors };
        throw new SandboxException(400, "The body is not valid.", new(400, answer));
    }

    /// <summary>Returns the cleared value of a field: "" for a text, null for a day and a template, an empty value otherwise.</summary>
    private (JsonNode? Value, string? Error) Empty(string name) =>
        name switch
        {
            "description" or "status_message" or "fileplan" => ("", null),
            "due_date" or "template" => (null, null),
            "aspects" => (new JsonObject(), null),
            _ when kind.Required.Contains(name) || name == "status" => (null, "This field cannot be null."),
            _ => (new JsonArray(), null),
        };

    private (JsonNode? Value, string? Error) Value(string name, JsonNode given) =>
        name switch
        {
            "title" => Text(given) is { Error: null } text && string.IsNullOrWhiteSpace(text.Value.Text())
                ? (null, "This field may not be blank.")
                : Text(given),
            "description" or "status_message" => Text(given),
            "due_date" => Day(given),
            "status" => Status(given),
            "space" => Known(given, CoreDataSandboxSpaces.Spaces, CoreDataSandboxSpaces.ToReference),
            "template" => Known(given, Templates, found => found["id"]!.DeepClone()),
            "fileplan" when given.Text() is "" => ("", null),
            "fileplan" => Known(given, Fileplans, found => found["id"]!.DeepClone()),
            "aspects" => Aspects(given),
            "tags" => Texts(given, null, text => text),
            "associated_users" or "responsible_users" => Texts(given, CoreDataSandboxUsers.Users, User),
            "contacts" => Texts(given, CoreDataSandboxKind.Contact.Collection, text => text),
            _ => Programmes(given),
        };

    /// <summary>"A list of IDs of projects created with Programme dynatype": other projects are refused.</summary>
    private (JsonNode? Value, string? Error) Programmes(JsonNode given)
    {
        var read = Texts(given, CoreDataSandboxProjects.Projects, text => text);
        var other = read
            .Value?.AsArray()
            .Select(id => id.Text()!)
            .FirstOrDefault(id => !IsProgramme(store[CoreDataSandboxProjects.Projects].Get(id)!));
        return other is null ? read : (null, $"The project '{other}' is not of the Programme dynatype.");
    }

    public static bool IsProgramme(JsonObject project) => project["dynatype"]!["title"].Text() == Programme;

    private static (JsonNode? Value, string? Error) Text(JsonNode given) =>
        given.Text() is { } text ? (text, null) : (null, "Not a valid string.");

    private static (JsonNode? Value, string? Error) Day(JsonNode given) =>
        DateOnly.TryParseExact(given.Text(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)
            ? (given.DeepClone(), null)
            : (null, "Not a valid date. Use the format YYYY-MM-DD.");

    private (JsonNode? Value, string? Error) Status(JsonNode given) =>
        CoreDataSandboxKind.Statuses.Any(value => kind.Status(value) == given.Text())
            ? (given.DeepClone(), null)
            : (null, $"{ToStoredShape(given)} is not in the value list {kind.StatusList}.");

    private (JsonNode? Value, string? Error) Known(JsonNode given, string collection, Func<JsonObject, JsonNode?> read)
    {
        if (given.Text() is not { } id)
            return (null, "Not a valid string.");
        return CoreDataSandboxIds.Find(store, collection, id) is { } found ? (read(found), null) : (null, NotFound(id));
    }

    /// <summary>Reads a list, which replaces the previous one in the given order. Repeated items count once.</summary>
    private (JsonNode? Value, string? Error) Texts(JsonNode given, string? collection, Func<string, JsonNode?> read)
    {
        if (given is not JsonArray items || items.Any(item => item.Text() is null))
            return (null, "Expected a list of strings.");
        var texts = items.Select(item => item.Text()!).Distinct().ToList();
        var unknown = collection is null ? null : texts.FirstOrDefault(text => !store[collection].Has(text));
        return unknown is null ? (new JsonArray([.. texts.Select(read)]), null) : (null, NotFound(unknown));
    }

    /// <summary>"Aspects that can be set for the Project Template". Without a template, aspects of any template are accepted.</summary>
    private (JsonNode? Value, string? Error) Aspects(JsonNode given)
    {
        if (given is not JsonObject aspects || aspects.Any(aspect => aspect.Value is not JsonObject))
            return (null, "Expected an object of objects.");
        var allowed = store[Templates]
            .Rows.Where(row => template is null || row["id"].Text() == template)
            .SelectMany(row => row["aspects"]!.AsArray())
            .Select(aspect => aspect.Text()!);
        var unknown = aspects.Select(aspect => aspect.Key).Except(allowed).FirstOrDefault();
        return unknown is null ? (aspects.DeepClone(), null) : (null, $"The aspect '{unknown}' is not set up on the template.");
    }

    private JsonObject User(string name) => CoreDataSandboxUsers.ToReference(store[CoreDataSandboxUsers.Users].Get(name)!);

    private static string NotFound(string id) => $"Could not find the provided object '{id}'.";

    private static string ToStoredShape(JsonNode given) => given.Text() is { } text ? $"'{text}'" : "The value";
}

using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ProjectGraph.Sandbox.GrowCrm;

/// <summary>
/// Validates a body or a query as Laravel does. An empty text counts as no value, and digits in a text are a number. A 422 reports all bad
/// fields together, each under its own name.
/// </summary>
internal sealed class GrowCrmSandboxInput(SandboxStore store, JsonObject body)
{
    private readonly JsonObject _errors = [];

    public GrowCrmSandboxInput(SandboxRequest request)
        : this(request.Store, request.Json() as JsonObject ?? []) { }

    public static GrowCrmSandboxInput FromQuery(SandboxRequest request) =>
        new(request.Store, new(request.Query.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)JsonValue.Create(pair.Value[0])))));

    public bool Has(string name) => body.ContainsKey(name);

    /// <summary>Returns null for absent, null and empty values.</summary>
    public JsonNode? Value(string name) => body[name] is { } value && value.Text()?.Trim() != "" ? value : null;

    public string? Text(string name, bool required = false) =>
        Read(name, required, value => value.Text(), "The {0} field must be a string.");

    public string? OneOf(string name, IReadOnlyList<string> choices, bool required = false) =>
        Read(name, required, value => choices.FirstOrDefault(choice => choice == value.Text()), "The selected {0} is invalid.");

    /// <summary>Reads a form's checkbox: <c>on</c>, or absent.</summary>
    public bool Flag(string name) => OneOf(name, ["on"]) is not null;

    public string? Day(string name, bool required = false) =>
        Read(name, required, value => DayOf(value.Text()), "The {0} field must match the format Y-m-d.");

    public decimal? Number(string name) => ReadValue(name, false, NumberOf, "The {0} field must be a number.");

    public long? Integer(string name, long least, long most)
    {
        var value = ReadValue(name, true, IntegerOf, "The {0} field must be an integer.");
        if (value < least || value > most)
            Fail(name, $"The {Label(name)} field must be between {least} and {most}.");
        return value;
    }

    /// <summary>Reads a page, a number of rows or an id, as digits in a query.</summary>
    public int? Count(string name) => ReadValue(name, false, CountOf, "The {0} field must be an integer of at least 1.");

    /// <summary>Finds a record by its numeric id.</summary>
    public JsonObject? Existing(string name, string collection, bool required = false) =>
        Read(name, required, value => Find(collection, value), "The selected {0} is invalid.");

    /// <summary>Reads a required list, which may be empty. Repeated items count once.</summary>
    public IReadOnlyList<T> Set<T>(string name, Func<JsonNode?, T?> read)
        where T : class
    {
        if (!Has(name))
            Fail(name, $"The {Label(name)} field is required.");
        else if (body[name] is not JsonArray)
            Fail(name, $"The {Label(name)} field must be an array.");
        var items = (body[name] as JsonArray ?? []).Select(read).ToList();
        if (items.Contains(null))
            Fail(name, $"The selected {Label(name)} is invalid.");
        return [.. items.OfType<T>()];
    }

    public JsonObject? Find(string collection, JsonNode? id) =>
        id is not null && IntegerOf(id) is { } number ? store[collection].Get(number.ToString(CultureInfo.InvariantCulture)) : null;

    public void Fail(string name, string message)
    {
        if (_errors[name] is JsonArray messages)
            messages.Add(message);
        else
            _errors[name] = new JsonArray(message);
    }

    /// <summary>Throws the 422 if any field was invalid.</summary>
    public void ThrowIfInvalid()
    {
        var messages = _errors.SelectMany(field => field.Value!.AsArray()).Select(message => message.Text()!).ToList();
        if (messages.Count == 0)
            return;
        var more = messages.Count - 1;
        var message = messages[0] + (more == 0 ? "" : $" (and {more} more error{(more == 1 ? "" : "s")})");
        throw new SandboxException(422, message, new(422, new JsonObject { ["message"] = message, ["errors"] = _errors.DeepClone() }));
    }

    private static string Label(string name) => name.Replace('_', ' ');

    private T? Read<T>(string name, bool required, Func<JsonNode, T?> read, string message)
        where T : class
    {
        if (Missing(name, required))
            return null;
        var value = read(Value(name)!);
        if (value is null)
            Fail(name, string.Format(CultureInfo.InvariantCulture, message, Label(name)));
        return value;
    }

    private T? ReadValue<T>(string name, bool required, Func<JsonNode, T?> read, string message)
        where T : struct
    {
        if (Missing(name, required))
            return null;
        var value = read(Value(name)!);
        if (value is null)
            Fail(name, string.Format(CultureInfo.InvariantCulture, message, Label(name)));
        return value;
    }

    private bool Missing(string name, bool required)
    {
        if (Value(name) is not null)
            return false;
        if (required)
            Fail(name, $"The {Label(name)} field is required.");
        return true;
    }

    private static string? DayOf(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _) ? text : null;

    private static int? CountOf(JsonNode value) =>
        int.TryParse(value.Text(), NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0 ? count : null;

    private static long? IntegerOf(JsonNode value) =>
        NumberOf(value) is { } number && number == decimal.Truncate(number) && Math.Abs(number) < long.MaxValue ? (long)number : null;

    private static decimal? NumberOf(JsonNode value)
    {
        var text = value.GetValueKind() == JsonValueKind.Number ? value.ToJsonString() : value.Text()?.Trim();
        return decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
    }
}

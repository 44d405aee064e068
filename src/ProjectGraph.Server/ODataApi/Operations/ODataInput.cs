using System.Globalization;
using System.Text.Json;
using ProjectGraph.Data.Model;
using ProjectGraph.Vendors.Inputs;

namespace ProjectGraph.Server.ODataApi.Operations;

/// <summary>Reads a JSON body as the input of an operation. Names become camelCase. The input binder checks the types.</summary>
internal static class ODataInput
{
    /// <summary>Reads the body as an object. An empty body is an empty object.</summary>
    public static async Task<JsonElement> ReadBodyAsync(HttpRequest request)
    {
        using var buffer = new MemoryStream();
        await request.Body.CopyToAsync(buffer, request.HttpContext.RequestAborted);
        if (buffer.Length == 0)
            return JsonElement.Parse("{}"u8);
        if (!request.HasJsonContentType())
            throw new ApiException(ErrorCodes.UnsupportedMediaType, "The body must be application/json. Set Content-Type.", "Content-Type");
        try
        {
            var body = IncomingText.Parse(buffer.ToArray());
            return body.ValueKind == JsonValueKind.Object
                ? body
                : throw new ApiException(ErrorCodes.BadRequest, "The body must be a JSON object.");
        }
        catch (JsonException e)
        {
            throw new ApiException(ErrorCodes.BadRequest, $"The body is not valid JSON: {e.Message}");
        }
    }

    public static Dictionary<string, object?> Read(JsonElement body, InputModel model)
    {
        var input = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var member in body.EnumerateObject())
        {
            // Control information and annotations do not change the request.
            if (member.Name.Contains('@', StringComparison.Ordinal))
                continue;
            var field = FindField(model, member.Name)
                ?? throw new ApiException(
                    ErrorCodes.InvalidInput,
                    $"The parameter '{member.Name}' was not found. See $metadata for the parameters.",
                    member.Name
                );
            input[field.Name] = ReadValue(field.Shape, member.Value, member.Name);
        }
        return input;
    }

    public static InputField? FindField(InputModel model, string name) =>
        model.Fields.FirstOrDefault(field => field.Name == name || ODataOperation.ToPascalCase(field.Name) == name);

    /// <summary>Reads a value of an input field.</summary>
    /// <param name="name">The name of the property, for messages.</param>
    public static object? ReadValue(InputShape shape, JsonElement value, string name) =>
        (shape, value.ValueKind) switch
        {
            (_, JsonValueKind.Null) => null,
            (InputShape.Nested nested, JsonValueKind.Object) => Read(value, nested.Model),
            (InputShape.Many many, JsonValueKind.Array) => value
                .EnumerateArray()
                .Select(item => ReadValue(many.Element, item, name))
                .ToArray(),
            (InputShape.Scalar { Kind: FieldKind.Json }, JsonValueKind.String) => ReadJson(value, name),
            _ => value,
        };

    /// <summary>Reads an integer from a number or a string (JSON format, section 3.2). Returns null if it is not an integer.</summary>
    public static long? ReadInteger(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.Number when value.TryGetInt64(out var number) => number,
            JsonValueKind.String
                when long.TryParse(value.GetString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) =>
                number,
            _ => null,
        };

    private static JsonElement ReadJson(JsonElement text, string name)
    {
        try
        {
            return IncomingText.Parse(text.GetString()!, name);
        }
        catch (JsonException)
        {
            return text;
        }
    }
}

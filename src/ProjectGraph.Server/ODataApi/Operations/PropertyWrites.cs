using System.Globalization;
using System.Text.Json;
using ProjectGraph.Data.Model;
using ProjectGraph.Server.ODataApi.Reading;
using ProjectGraph.Server.ODataApi.Responses;
using ProjectGraph.Vendors.Inputs;

namespace ProjectGraph.Server.ODataApi.Operations;

/// <summary>Sets and clears single properties of a project (Protocol, section 11.4.9), by a JSON or raw value.</summary>
internal sealed class PropertyWrites(ResourceFinder finder, FieldWrites fields)
{
    private const int MaxRawLength = 100_000;

    public async Task SetAsync(HttpContext http, ODataHead head, ODataPath.Resource resource, PathEnd.Property end, InputField field)
    {
        var value = end.IsRaw ? await ReadRawAsync(http.Request, end.Field) : await ReadValueAsync(http.Request);
        await fields.SetAsync(
            http,
            head,
            await finder.FindKeyAsync(resource, http),
            field,
            ODataInput.ReadValue(field.Shape, value, end.Field.Name)
        );
    }

    public async Task ClearAsync(HttpContext http, ODataHead head, ODataPath.Resource resource, PathEnd.Property end, InputField field)
    {
        if (!end.Field.IsNullable)
            throw new ApiException(
                ErrorCodes.InvalidInput,
                $"'{end.Field.Name}' is required and cannot be deleted. Set another value.",
                end.Field.Name
            );
        await fields.SetAsync(http, head, await finder.FindKeyAsync(resource, http), field, null);
    }

    private static async Task<JsonElement> ReadValueAsync(HttpRequest request)
    {
        var body = await ODataInput.ReadBodyAsync(request);
        return body.TryGetProperty("value", out var value)
            ? value
            : throw new ApiException(
                ErrorCodes.BadRequest,
                "The body has no \"value\". Send an object with the property's \"value\".",
                "value"
            );
    }

    private static async Task<JsonElement> ReadRawAsync(HttpRequest request, FieldModel field)
    {
        using var buffer = new MemoryStream();
        await request.Body.CopyToAsync(buffer, request.HttpContext.RequestAborted);
        if (buffer.Length > MaxRawLength)
            throw new ApiException(
                ErrorCodes.RequestTooLarge,
                $"The raw value is longer than {MaxRawLength} bytes. Send a shorter one.",
                field.Name
            );
        if (
            request.ContentType is { } type
            && !type.StartsWith("text/", StringComparison.OrdinalIgnoreCase)
            && !type.StartsWith("application/octet-stream", StringComparison.OrdinalIgnoreCase)
        )
            throw new ApiException(ErrorCodes.UnsupportedMediaType, "A raw value must be text/plain. Set Content-Type.", "Content-Type");
        var text = IncomingText.DecodeUtf8(buffer.ToArray(), field.Name);
        return field.Kind switch
        {
            FieldKind.Int or FieldKind.Long or FieldKind.Decimal => decimal.TryParse(
                text,
                NumberStyles.Number,
                CultureInfo.InvariantCulture,
                out var number
            )
                ? JsonSerializer.SerializeToElement(number)
                : throw new ApiException(
                    ErrorCodes.BadUserInput,
                    $"'{text}' is not a valid value of {field.Name}. Send a number.",
                    field.Name
                ),
            _ => JsonSerializer.SerializeToElement(text),
        };
    }
}

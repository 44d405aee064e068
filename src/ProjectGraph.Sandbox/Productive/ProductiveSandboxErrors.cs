using System.Globalization;
using System.Text.Json.Nodes;

namespace ProjectGraph.Sandbox.Productive;

/// <summary>Writes error bodies, of two kinds. Errors of query parameters have a numeric status and no code.</summary>
internal static class ProductiveSandboxErrors
{
    public const string Blank = "can't be blank";
    public const string Invalid = "attribute is invalid";
    public const string NotInList = "is not included in the list";

    public static SandboxResponse Answer(int status, string detail)
    {
        var (code, title) = status switch
        {
            400 => ("bad_request", "Bad Request"),
            401 => ("unauthorized", "Unauthorized"),
            403 => ("forbidden", "Forbidden"),
            404 => ("not_found", "Not Found"),
            405 => ("method_not_allowed", "Method Not Allowed"),
            409 => ("conflict", "Conflict"),
            413 => ("payload_too_large", "Payload Too Large"),
            415 => ("unsupported_media_type", "Unsupported Media Type"),
            429 => ("too_many_requests", "Too Many Requests"),
            _ => ("error", "Error"),
        };
        return Create(
            status,
            new JsonObject
            {
                ["status"] = status.ToString(CultureInfo.InvariantCulture),
                ["code"] = code,
                ["title"] = title,
                ["detail"] = detail,
            }
        );
    }

    /// <summary>A 422 with errors in the given order. Unlike JSON:API's, the pointers have no leading slash.</summary>
    public static SandboxException Attributes(params IReadOnlyList<(string Detail, string Attribute)> errors)
    {
        var items = errors.Select(error => new JsonObject
        {
            ["status"] = "422",
            ["code"] = "invalid_attribute",
            ["title"] = "Invalid Attribute",
            ["detail"] = error.Detail,
            ["source"] = new JsonObject { ["pointer"] = "data/attributes/" + error.Attribute },
        });
        return new(422, errors[0].Detail, Create(422, [.. items]));
    }

    /// <param name="kind">Filter, Include, Sort or Page.</param>
    public static SandboxException Unsupported(string kind, string name)
    {
        var detail = $"{kind} '{name}' is not supported on this endpoint";
        return new(
            400,
            detail,
            Create(
                400,
                new JsonObject
                {
                    ["status"] = 400,
                    ["title"] = "Unsupported " + kind,
                    ["detail"] = detail,
                }
            )
        );
    }

    private static SandboxResponse Create(int status, params JsonNode[] errors) =>
        new(status, new JsonObject { ["errors"] = new JsonArray(errors) });
}

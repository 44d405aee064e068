using System.Text.Json;
using ProjectGraph.Data.Model;
using ProjectGraph.Server.ODataApi.Planning;

namespace ProjectGraph.Server.ODataApi.Writing;

/// <summary>Names of control information (JSON format, section 4.6). The prefix is required in 4.0 and optional in 4.01.</summary>
internal static class ControlNames
{
    public static readonly JsonEncodedText Context = JsonNames.Get("@odata.context");
    public static readonly JsonEncodedText Count = JsonNames.Get("@odata.count");
    public static readonly JsonEncodedText NextLink = JsonNames.Get("@odata.nextLink");
    public static readonly JsonEncodedText DeltaLink = JsonNames.Get("@odata.deltaLink");
    public static readonly JsonEncodedText ETag = JsonNames.Get("@odata.etag");
    public static readonly JsonEncodedText Id = JsonNames.Get("@odata.id");
    public static readonly JsonEncodedText Type = JsonNames.Get("@odata.type");
    public static readonly JsonEncodedText EditLink = JsonNames.Get("@odata.editLink");
    public static readonly JsonEncodedText Value = JsonNames.Get("value");

    /// <summary>The type annotation of a property (JSON format, section 4.6.3). Null if JSON implies the type.</summary>
    public static string? FindType(ShapeProperty property) =>
        property.Kind switch
        {
            FieldKind.Int => "#Int32",
            FieldKind.Long => "#Int64",
            FieldKind.Decimal => "#Decimal",
            FieldKind.Date => "#Date",
            FieldKind.Instant => "#DateTimeOffset",
            FieldKind.Duration => "#Duration",
            FieldKind.TimeOfDay => "#TimeOfDay",
            FieldKind.Enum => $"#{ODataModel.Namespace}.{property.Enum!.Name}",
            _ => null,
        };
}

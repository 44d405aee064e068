using System.Text.Json;
using ProjectGraph.Data.Model;
using ProjectGraph.Server.ODataApi.Planning;

namespace ProjectGraph.Server.ODataApi.Writing;

/// <summary>Names of control information (JSON format, section 4.6). The prefix is required in 4.0 and optional in 4.01.</summary>
internal static class ControlNames
{
    public static readonly JsonEncodedText Context = JsonNames.Of("@odata.context");
    public static readonly JsonEncodedText Count = JsonNames.Of("@odata.count");
    public static readonly JsonEncodedText NextLink = JsonNames.Of("@odata.nextLink");
    public static readonly JsonEncodedText DeltaLink = JsonNames.Of("@odata.deltaLink");
    public static readonly JsonEncodedText ETag = JsonNames.Of("@odata.etag");
    public static readonly JsonEncodedText Id = JsonNames.Of("@odata.id");
    public static readonly JsonEncodedText Type = JsonNames.Of("@odata.type");
    public static readonly JsonEncodedText EditLink = JsonNames.Of("@odata.editLink");
    public static readonly JsonEncodedText Value = JsonNames.Of("value");

    /// <summary>The type annotation of a property (JSON format, section 4.6.3). Null if JSON implies the type.</summary>
    public static string? TypeOf(ShapeProperty property) => property.Kind switch
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

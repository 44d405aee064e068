using System.Text.Json;
using ProjectGraph.Data.Model;

namespace ProjectGraph.Benchmarks.Floor;

/// <summary>A column of a response: its name in each protocol, and how its value is written.</summary>
internal sealed record FloorColumn(JsonEncodedText GraphQLName, JsonEncodedText ODataName, FieldKind Kind, JsonEncodedText[] Members)
{
    public JsonEncodedText Name(bool odata) => odata ? ODataName : GraphQLName;
}

internal static class FloorColumns
{
    public static readonly FloorColumn[] List = Get("Id", "Name", "Status", "Vendor", "DueDate", "Progress");
    public static readonly FloorColumn[] One = Get(
        "Id",
        "Name",
        "Description",
        "Status",
        "Vendor",
        "VendorId",
        "StartDate",
        "DueDate",
        "CreatedAt",
        "UpdatedAt",
        "Progress",
        "Currency",
        "Mrr"
    );
    public static readonly FloorColumn[] Found = Get("Id", "Name", "Number");
    public static readonly FloorColumn[] Full = Get([
        .. GraphModel.Instance.Projects.Fields.Where(field => field.Protocols == Protocols.Both).Select(field => field.Name),
    ]);
    public static readonly FloorColumn[] FullOData = Get([
        .. GraphModel.Instance.Projects.Fields.Where(field => field.Protocols.HasFlag(Protocols.OData)).Select(field => field.Name),
    ]);

    public static string Sql(FloorColumn[] columns, string prefix = "") =>
        string.Join(", ", columns.Select(column => $"{prefix}\"{column.ODataName}\""));

    private static FloorColumn[] Get(params string[] names) =>
        [.. names.Select(name => GraphModel.Instance.Projects.Field(name)).Select(Get)];

    private static FloorColumn Get(FieldModel field) =>
        new(
            JsonEncodedText.Encode(field.GraphQLName),
            JsonEncodedText.Encode(field.Name),
            field.Kind,
            field.Enum is { } names
                ? [.. Enumerable.Range(0, 10).Select(number => JsonEncodedText.Encode(names.Find((long)number)?.Name ?? ""))]
                : []
        );
}

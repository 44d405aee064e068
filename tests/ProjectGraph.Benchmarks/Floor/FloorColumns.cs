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
    public static readonly FloorColumn[] List = Of("Id", "Name", "Status", "Vendor", "DueDate", "Progress");
    public static readonly FloorColumn[] One = Of("Id", "Name", "Description", "Status", "Vendor", "VendorId", "StartDate", "DueDate", "CreatedAt", "UpdatedAt", "Progress", "Currency", "Mrr");
    public static readonly FloorColumn[] Found = Of("Id", "Name", "Number");
    public static readonly FloorColumn[] Full = Of([.. GraphModel.Instance.Projects.Fields.Where(field => field.In == Protocols.Both).Select(field => field.Name)]);
    public static readonly FloorColumn[] FullOData = Of([.. GraphModel.Instance.Projects.Fields.Where(field => field.In.HasFlag(Protocols.OData)).Select(field => field.Name)]);

    public static string Sql(FloorColumn[] columns, string prefix = "") => string.Join(", ", columns.Select(column => $"{prefix}\"{column.ODataName}\""));

    private static FloorColumn[] Of(params string[] names) => [.. names.Select(name => GraphModel.Instance.Projects.Field(name)).Select(Of)];

    private static FloorColumn Of(FieldModel field) => new(
        JsonEncodedText.Encode(field.GraphQLName), JsonEncodedText.Encode(field.Name), field.Kind,
        field.Enum is { } names ? [.. Enumerable.Range(0, 10).Select(number => JsonEncodedText.Encode(names.Find((long)number)?.Name ?? ""))] : []);
}

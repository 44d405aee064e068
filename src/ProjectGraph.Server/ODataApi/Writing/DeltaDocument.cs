using System.Globalization;
using System.Text.Json;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Query;
using ProjectGraph.Server.ODataApi.Planning;
using ProjectGraph.Server.ODataApi.Reading;

namespace ProjectGraph.Server.ODataApi.Writing;

/// <param name="Reason"><c>deleted</c>, or <c>changed</c> where it is only no longer part of the collection.</param>
internal sealed record RemovedEntity(long Key, string Reason);

/// <summary>A delta payload (JSON format, section 15).</summary>
/// <param name="Link">To the next page, or to the changes from now on.</param>
internal sealed record DeltaDocument(
    string Context, EntityShape Shape, QueryResult Result, IReadOnlyList<RemovedEntity> Removed, long? Count, string Link, bool HasNext)
{
    public PooledBuffer Write(ODataHead head, EntityModel entity) => ODataWriter.Written(json =>
    {
        json.WriteStartObject();
        if (head.Format.Metadata != MetadataLevel.None) json.WriteString(ControlNames.Context, Context);
        if (Count is { } count)
        {
            json.WritePropertyName(ControlNames.Count);
            CellWriter.Long(json, count, head.Format.Ieee754);
        }
        json.WriteStartArray(ControlNames.Value);
        var writer = new EntityWriter(json, head);
        for (var row = 0; row < Result.Root.Rows.Count; row++) writer.Write(Result.Root, row, Shape);
        foreach (var removed in Removed) Write(json, head, entity, removed);
        json.WriteEndArray();
        json.WriteString(HasNext ? ControlNames.NextLink : ControlNames.DeltaLink, Link);
        json.WriteEndObject();
    });

    private static void Write(Utf8JsonWriter json, ODataHead head, EntityModel entity, RemovedEntity removed)
    {
        var address = string.Create(CultureInfo.InvariantCulture, $"{head.Root}{entity.Set}({removed.Key})");
        json.WriteStartObject();
        if (head.Is40)
        {
            json.WriteString(ControlNames.Context, $"{head.Root}$metadata#{entity.Set}/$deletedEntity");
            json.WriteString("id"u8, address);
            json.WriteString("reason"u8, removed.Reason);
        }
        else
        {
            json.WriteStartObject("@removed"u8);
            json.WriteString("reason"u8, removed.Reason);
            json.WriteEndObject();
            json.WriteString(ControlNames.Id, address);
            json.WritePropertyName(entity.Key.Name);
            CellWriter.Long(json, removed.Key, head.Format.Ieee754);
        }
        json.WriteEndObject();
    }
}

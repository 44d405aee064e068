using System.Globalization;
using System.Text.Json;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Query;
using ProjectGraph.Server.ODataApi.Planning;
using ProjectGraph.Server.ODataApi.Reading;

namespace ProjectGraph.Server.ODataApi.Writing;

/// <summary>An entity that left a collection.</summary>
/// <param name="Reason"><c>deleted</c>, or <c>changed</c> if it exists but no longer matches.</param>
internal sealed record RemovedEntity(long Key, string Reason);

/// <summary>A delta payload (JSON format, section 15).</summary>
/// <param name="Link">The link to the next page, or to later changes.</param>
internal sealed record DeltaDocument(
    string Context,
    EntityShape Shape,
    QueryResult Result,
    IReadOnlyList<RemovedEntity> Removed,
    long? Count,
    string Link,
    bool HasNext
)
{
    public PooledBuffer Write(ODataHead head, EntityModel entity) => ODataWriter.WriteToBuffer(head.Memory, json =>
        {
            json.WriteStartObject();
            if (head.Format.Metadata != MetadataLevel.None)
                json.WriteString(ControlNames.Context, Context);
            if (Count is { } count)
            {
                json.WritePropertyName(ControlNames.Count);
                CellWriter.WriteLong(json, count, head.Format.Ieee754);
            }
            json.WriteStartArray(ControlNames.Value);
            var writer = new EntityWriter(json, head);
            for (var row = 0; row < Result.Root.Rows.Count; row++)
                Write(json, head, entity, writer, row);
            foreach (var removed in Removed)
                Write(json, head, entity, removed);
            json.WriteEndArray();
            json.WriteString(HasNext ? ControlNames.NextLink : ControlNames.DeltaLink, Link);
            json.WriteEndObject();
        });

    private void Write(Utf8JsonWriter json, ODataHead head, EntityModel entity, EntityWriter writer, int row)
    {
        json.WriteStartObject();
        // The id identifies the changed entity when the key is not selected.
        if (head.Format.Metadata == MetadataLevel.Minimal && Shape.Properties.All(property => property.Column != Shape.KeyColumn))
            json.WriteString(ControlNames.Id, FormatAddress(head, entity, Result.Root.Rows.Long(row, Shape.KeyColumn!.Value)));
        writer.WriteMembers(Result.Root, row, Shape);
        json.WriteEndObject();
    }

    private static string FormatAddress(ODataHead head, EntityModel entity, long key) =>
        string.Create(CultureInfo.InvariantCulture, $"{head.Root}{entity.Set}({key})");

    private static void Write(Utf8JsonWriter json, ODataHead head, EntityModel entity, RemovedEntity removed)
    {
        var address = FormatAddress(head, entity, removed.Key);
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
            CellWriter.WriteLong(json, removed.Key, head.Format.Ieee754);
        }
        json.WriteEndObject();
    }
}

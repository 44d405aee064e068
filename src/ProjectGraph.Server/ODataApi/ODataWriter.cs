using System.Text.Encodings.Web;
using System.Text.Json;
using ProjectGraph.Data.Query;
using ProjectGraph.Server.ODataApi.Planning;
using ProjectGraph.Server.ODataApi.Reading;
using ProjectGraph.Server.ODataApi.Writing;

namespace ProjectGraph.Server.ODataApi;

/// <summary>Writes responses as JSON (JSON format 4.01). Each is complete in a buffer that the caller sends and disposes.</summary>
internal static class ODataWriter
{
    private static readonly JsonWriterOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    [ThreadStatic]
    private static Utf8JsonWriter? CachedWriter;

    /// <summary>Writes a collection (section 13).</summary>
    public static PooledBuffer WriteCollection(
        ODataHead head,
        string context,
        EntityShape shape,
        QueryResult result,
        string? nextLink,
        string? deltaLink = null
    ) => WriteToBuffer(head.Memory, json =>
        {
            var format = head.Format;
            json.WriteStartObject();
            WriteContext(json, format, context);
            if (result.Total is { } total)
            {
                json.WritePropertyName(ControlNames.Count);
                CellWriter.WriteLong(json, total, format.Ieee754);
            }
            json.WritePropertyName(ControlNames.Value);
            json.WriteStartArray();
            var writer = new EntityWriter(json, head);
            var rows = result.Root.Rows.Count;
            for (var row = 0; row < rows; row++)
                writer.Write(result.Root, row, shape);
            json.WriteEndArray();
            if (nextLink is not null)
                json.WriteString(ControlNames.NextLink, nextLink);
            if (deltaLink is not null)
                json.WriteString(ControlNames.DeltaLink, deltaLink);
            json.WriteEndObject();
        });

    /// <summary>Writes one entity (section 6).</summary>
    public static PooledBuffer WriteEntity(ODataHead head, string context, EntityShape shape, QueryResult result) =>
        WriteToBuffer(head.Memory, json =>
        {
            json.WriteStartObject();
            WriteContext(json, head.Format, context);
            new EntityWriter(json, head).WriteMembers(result.Root, 0, shape);
            json.WriteEndObject();
        });

    /// <summary>Writes one property (section 11).</summary>
    public static PooledBuffer WriteProperty(ODataHead head, string context, ShapeProperty property, QueryResult result) =>
        WriteToBuffer(head.Memory, json =>
        {
            json.WriteStartObject();
            WriteContext(json, head.Format, context);
            json.WritePropertyName(ControlNames.Value);
            CellWriter.Write(json, result.Root.Rows, 0, property, head.Format.Ieee754);
            json.WriteEndObject();
        });

    /// <summary>Writes the service document (section 5).</summary>
    public static PooledBuffer WriteServiceDocument(ODataHead head, ODataModel model) => WriteToBuffer(head.Memory, json =>
        {
            json.WriteStartObject();
            WriteContext(json, head.Format, head.Root + "$metadata");
            json.WriteStartArray(ControlNames.Value);
            foreach (var entity in model.Entities)
            {
                json.WriteStartObject();
                json.WriteString("name"u8, entity.Set);
                json.WriteString("kind"u8, "EntitySet");
                json.WriteString("url"u8, entity.Set);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteEndObject();
        });

    public static PooledBuffer WriteToBuffer(ResponseMemory memory, Action<Utf8JsonWriter> write) =>
        WriteToBuffer(memory, (json, _) => write(json));

    /// <param name="write">Must flush the writer before it appends to the buffer.</param>
    public static PooledBuffer WriteToBuffer(ResponseMemory memory, Action<Utf8JsonWriter, PooledBuffer> write)
    {
        var buffer = new PooledBuffer(memory);
        var json = CachedWriter ?? new(Stream.Null, Options);
        CachedWriter = null;
        try
        {
            json.Reset(buffer);
            write(json, buffer);
            json.Flush();
            return buffer;
        }
        catch
        {
            buffer.Dispose();
            throw;
        }
        finally
        {
            json.Reset(Stream.Null);
            CachedWriter = json;
        }
    }

    private static void WriteContext(Utf8JsonWriter json, ODataFormat format, string context)
    {
        if (format.Metadata != MetadataLevel.None)
            json.WriteString(ControlNames.Context, context);
    }
}

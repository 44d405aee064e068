using System.Buffers;
using System.Text.Json;

namespace ProjectGraph.Benchmarks.Floor;

/// <summary>Fifty projects with their company, members and tags: one statement per kind, combined by project.</summary>
internal sealed class NestedPage(FloorConnection connection, bool odata)
{
    private readonly FloorSql _sql = connection.Sql;
    private readonly ArrayBufferWriter<byte> _heads = new(16 * 1024);
    private readonly List<(long Id, Range Head)> _rows = new(FloorSql.NestedRows);

    public void Write(Utf8JsonWriter json, long status, string from)
    {
        ReadRows(status, from);
        var parents = new long[FloorSql.NestedRows];
        for (var i = 0; i < _rows.Count; i++)
            parents[i] = _rows[i].Id;
        var values = _sql.Parents(parents);
        var members = Lists(_sql.Members, values);
        var tags = Lists(_sql.Tags, values);
        json.WriteStartArray("value"u8);
        foreach (var (id, head) in _rows)
        {
            json.WriteStartObject();
            json.WriteRawValue(_heads.WrittenSpan[head], skipInputValidation: true);
            Names(json, "managers"u8, members, (id, 1));
            Names(json, "assignees"u8, members, (id, 2));
            json.WriteStartArray("tags"u8);
            if (tags.TryGetValue((id, 0), out var texts))
                foreach (var tag in texts)
                    json.WriteStringValue(tag);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    // The part before the lists is stored as JSON without its braces.
    private void ReadRows(long status, string from)
    {
        using var json = new Utf8JsonWriter(_heads, FloorServer.JsonOptions);
        using var row = connection.Read(_sql.Nested, status, from);
        while (row.Next())
        {
            var start = _heads.WrittenCount;
            json.WriteStartObject();
            FloorWriter.Row(json, row, FloorColumns.List, odata);
            json.WriteStartObject("company"u8);
            json.WritePropertyName("name"u8);
            FloorWriter.Text(json, row, FloorColumns.List.Length);
            json.WriteEndObject();
            json.WriteEndObject();
            json.Flush();
            json.Reset();
            _rows.Add((row.Long(0), (start + 1)..(_heads.WrittenCount - 1)));
        }
    }

    private Dictionary<(long Project, long Role), List<byte[]>> Lists(string statement, object[] parents)
    {
        var lists = new Dictionary<(long, long), List<byte[]>>(128);
        using var row = connection.Read(statement, parents);
        while (row.Next())
        {
            var parent = (row.Long(0), row.Long(1));
            if (!lists.TryGetValue(parent, out var list))
                lists[parent] = list = [];
            list.Add(row.Text(2).ToArray());
        }
        return lists;
    }

    private static void Names(Utf8JsonWriter json, ReadOnlySpan<byte> name, Dictionary<(long, long), List<byte[]>> lists, (long, long) key)
    {
        json.WriteStartArray(name);
        if (lists.TryGetValue(key, out var names))
        {
            foreach (var text in names)
            {
                json.WriteStartObject();
                json.WriteString("name"u8, text);
                json.WriteEndObject();
            }
        }
        json.WriteEndArray();
    }
}

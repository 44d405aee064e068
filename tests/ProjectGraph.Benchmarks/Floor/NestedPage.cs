using System.Text.Json;

namespace ProjectGraph.Benchmarks.Floor;

/// <summary>Fifty projects with their company, members and tags: one statement a kind, put together by project.</summary>
internal sealed class NestedPage(FloorConnection connection, object status, string from, string pageSql, string membersSql, string tagsSql)
{
    private readonly object[] parents = new object[51];

    public void Write(Utf8JsonWriter json, bool odata)
    {
        using (var keys = connection.Read(pageSql, status, from)) ReadKeys(keys);
        parents[50] = 1L;
        var managers = Lists(membersSql, 51);
        parents[50] = 2L;
        var assignees = Lists(membersSql, 51);
        var tags = Lists(tagsSql, 50);
        using var reader = connection.Read(pageSql, status, from);
        json.WriteStartArray("value"u8);
        while (reader.Read())
        {
            var id = reader.GetInt64(0);
            json.WriteStartObject();
            FloorWriter.Row(json, reader, FloorColumns.List, odata);
            json.WriteStartObject("company"u8);
            json.WritePropertyName("name"u8);
            FloorWriter.Text(json, reader.Handle, FloorColumns.List.Length);
            json.WriteEndObject();
            Objects(json, "managers"u8, managers, id);
            Objects(json, "assignees"u8, assignees, id);
            json.WriteStartArray("tags"u8);
            foreach (var tag in tags.GetValueOrDefault(id) ?? []) json.WriteStringValue(tag);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private void ReadKeys(Microsoft.Data.Sqlite.SqliteDataReader reader)
    {
        var count = 0;
        while (reader.Read()) parents[count++] = reader.GetInt64(0);
        while (count < 50) parents[count++] = 0L;
    }

    private Dictionary<long, List<byte[]>> Lists(string sql, int parameters)
    {
        var lists = new Dictionary<long, List<byte[]>>(64);
        using var reader = connection.Read(sql, parents.AsSpan(0, parameters));
        while (reader.Read())
        {
            var parent = reader.GetInt64(0);
            if (!lists.TryGetValue(parent, out var list)) lists[parent] = list = [];
            list.Add(SQLitePCL.raw.sqlite3_column_blob(reader.Handle, 1).ToArray());
        }
        return lists;
    }

    private static void Objects(Utf8JsonWriter json, ReadOnlySpan<byte> name, Dictionary<long, List<byte[]>> lists, long id)
    {
        json.WriteStartArray(name);
        foreach (var value in lists.GetValueOrDefault(id) ?? [])
        {
            json.WriteStartObject();
            json.WriteString("name"u8, value);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }
}

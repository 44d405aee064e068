using System.Text.Json;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace ProjectGraph.Benchmarks.Floor;

/// <summary>Fifty projects with their company, members and tags: one statement a kind, put together by project.</summary>
internal sealed class NestedPage(FloorConnection connection, long status, string from)
{
    private const int Rows = 50;
    private const string Page = "WHERE Status = $0 AND DueDate >= $1 ORDER BY DueDate, p.Id LIMIT 50";

    private static readonly string Parents = string.Join(", ", Enumerable.Range(0, Rows).Select(i => $"${i}"));
    private static readonly string TagsSql = $"SELECT ProjectId, 0, Tag FROM ProjectTags WHERE ProjectId IN ({Parents}) ORDER BY ProjectId, Id";
    private static readonly string MembersSql =
        $"SELECT m.ProjectId, m.Role, p.Name FROM ProjectMembers m JOIN People p ON p.Id = m.PersonId WHERE m.ProjectId IN ({Parents}) ORDER BY m.ProjectId, m.Role, m.Id";

    private static readonly string RowsSql =
        $"SELECT {FloorColumns.Sql(FloorColumns.List, "p.")}, c.Name FROM Projects p LEFT JOIN Companies c ON c.Id = p.CompanyId {Page}";

    private readonly object[] parents = new object[Rows];

    public void Write(Utf8JsonWriter json, bool odata)
    {
        ReadKeys();
        var members = Lists(MembersSql);
        var tags = Lists(TagsSql);
        using var reader = connection.Read(RowsSql, status, from);
        json.WriteStartArray("value"u8);
        while (reader.Read())
        {
            var id = reader.GetInt64(0);
            json.WriteStartObject();
            FloorWriter.Row(json, reader, FloorColumns.List, odata);
            json.WriteStartObject("company"u8);
            json.WritePropertyName("name"u8);
            FloorWriter.Text(json, FloorHandles.Statement(reader), FloorColumns.List.Length);
            json.WriteEndObject();
            Names(json, "managers"u8, members, (id, 1));
            Names(json, "assignees"u8, members, (id, 2));
            json.WriteStartArray("tags"u8);
            if (tags.TryGetValue((id, 0), out var texts)) foreach (var tag in texts) json.WriteStringValue(tag);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    // Answered by the index alone.
    private void ReadKeys()
    {
        var count = 0;
        using var reader = connection.Read($"SELECT p.Id FROM Projects p {Page}", status, from);
        while (reader.Read()) parents[count++] = reader.GetInt64(0);
        while (count < Rows) parents[count++] = 0L;
    }

    private Dictionary<(long Project, int Role), List<byte[]>> Lists(string sql)
    {
        var lists = new Dictionary<(long, int), List<byte[]>>(128);
        using SqliteDataReader reader = connection.Read(sql, parents);
        var row = FloorHandles.Statement(reader);
        while (reader.Read())
        {
            var parent = (raw.sqlite3_column_int64(row, 0), raw.sqlite3_column_int(row, 1));
            if (!lists.TryGetValue(parent, out var list)) lists[parent] = list = [];
            list.Add(raw.sqlite3_column_blob(row, 2).ToArray());
        }
        return lists;
    }

    private static void Names(Utf8JsonWriter json, ReadOnlySpan<byte> name, Dictionary<(long, int), List<byte[]>> lists, (long, int) key)
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

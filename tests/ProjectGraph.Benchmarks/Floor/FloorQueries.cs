using System.Globalization;
using System.Text.Json;
using ProjectGraph.Data.Model;

namespace ProjectGraph.Benchmarks.Floor;

/// <summary>
/// Each workload, written by hand for itself: its statements and its answer. What looks through all projects does so by a plain
/// scan of their table, which is what the service's own indexes are measured against.
/// </summary>
internal sealed class FloorQueries(FloorConnection connection, Utf8JsonWriter json, bool odata)
{
    private static readonly string ListSql =
        $"SELECT {FloorColumns.Sql(FloorColumns.List)} FROM Projects WHERE Status = $0 AND DueDate >= $1 ORDER BY DueDate, Id LIMIT 50";

    private static readonly string OneSql = $"SELECT {FloorColumns.Sql(FloorColumns.One)} FROM Projects WHERE Id = $0";
    private static readonly string SearchSql =
        $"SELECT {FloorColumns.Sql(FloorColumns.Found, "p.")} FROM ProjectSearch s JOIN Projects p ON p.Id = s.rowid WHERE s.ProjectSearch MATCH $0 ORDER BY s.rowid LIMIT 50";
    private static readonly string ContainsSql = $"SELECT {FloorColumns.Sql(FloorColumns.Found)} FROM Projects NOT INDEXED WHERE instr(Name, $0) > 0 ORDER BY Id LIMIT 50";
    private static readonly string FullSql = $"SELECT {FloorColumns.Sql(FloorColumns.Full)} FROM Projects WHERE Id > $0 ORDER BY Id LIMIT $1";
    private static readonly string FullODataSql = $"SELECT {FloorColumns.Sql(FloorColumns.FullOData)} FROM Projects WHERE Id > $0 ORDER BY Id LIMIT $1";

    public void List(string status, string from) => Rows(ListSql, FloorColumns.List, Status(status), from);

    public void One(string id)
    {
        using var reader = connection.Read(OneSql, Number(id));
        if (reader.Read()) FloorWriter.Row(json, reader, FloorColumns.One, odata);
    }

    public void Search(string text)
    {
        Total("SELECT count(*) FROM ProjectSearch WHERE ProjectSearch MATCH $0", $"\"{text}\"");
        Rows(SearchSql, FloorColumns.Found, $"\"{text}\"");
    }

    public void Contains(string text)
    {
        Total("SELECT count(*) FROM Projects NOT INDEXED WHERE instr(Name, $0) > 0", text);
        Rows(ContainsSql, FloorColumns.Found, text);
    }

    public void Pull(string after, string rows)
    {
        if (odata) Rows(FullODataSql, FloorColumns.FullOData, Number(after), Number(rows));
        else Rows(FullSql, FloorColumns.Full, Number(after), Number(rows));
    }

    public void Groups(string progress)
    {
        var members = FloorColumns.List;
        using var reader = connection.Read("SELECT Vendor, Status, count(*), sum(Mrr), avg(Progress) FROM Projects NOT INDEXED WHERE Progress >= $0 GROUP BY Vendor, Status", Number(progress));
        json.WriteStartArray("value"u8);
        while (reader.Read())
        {
            json.WriteStartObject();
            json.WriteString("vendor"u8, members[3].Members[reader.GetInt32(0)]);
            if (reader.IsDBNull(1)) json.WriteNull("status"u8);
            else json.WriteString("status"u8, members[2].Members[reader.GetInt32(1)]);
            json.WriteNumber("count"u8, reader.GetInt64(2));
            if (reader.IsDBNull(3)) json.WriteNull("mrr"u8);
            else json.WriteNumber("mrr"u8, Money.FromStored(reader.GetInt64(3)));
            json.WriteNumber("progress"u8, reader.GetDouble(4));
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    public void Nested(string status, string from) => new NestedPage(connection, Status(status), from).Write(json, odata);

    private void Rows(string sql, FloorColumn[] columns, params ReadOnlySpan<object> parameters)
    {
        using var reader = connection.Read(sql, parameters);
        json.WriteStartArray("value"u8);
        while (reader.Read())
        {
            json.WriteStartObject();
            FloorWriter.Row(json, reader, columns, odata);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private void Total(string sql, string text)
    {
        using var reader = connection.Read(sql, text);
        reader.Read();
        json.WriteNumber("totalCount"u8, reader.GetInt64(0));
    }

    private static long Status(string name) => GraphModel.Instance.Projects.Field(nameof(Project.Status)).Enum!.Find(name)!.Number;

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}

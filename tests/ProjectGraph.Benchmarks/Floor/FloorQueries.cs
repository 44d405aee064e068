using System.Globalization;
using System.Text.Json;
using ProjectGraph.Data.Model;

namespace ProjectGraph.Benchmarks.Floor;

/// <summary>The workloads, each written by hand: its statements of <see cref="FloorSql"/> and its response.</summary>
internal sealed class FloorQueries(FloorConnection connection, Utf8JsonWriter json, bool odata)
{
    private readonly FloorSql _sql = connection.Sql;

    public void List(string status, string from) => Rows(_sql.List, FloorColumns.List, Status(status), from);

    public void Nested(string status, string from) => new NestedPage(connection, odata).Write(json, Status(status), from);

    public void One(string id)
    {
        using var row = connection.Read(_sql.One, Number(id));
        if (row.Next())
            FloorWriter.Row(json, row, FloorColumns.One, odata);
    }

    public void Search(string text)
    {
        Total(_sql.SearchTotal, _sql.Searched(text));
        Rows(_sql.Search, FloorColumns.Found, _sql.Searched(text));
    }

    public void Contains(string text)
    {
        Total(_sql.ContainsTotal, text);
        Rows(_sql.Contains, FloorColumns.Found, text);
    }

    public void Pull(string after, string rows) =>
        Rows(odata ? _sql.FullOData : _sql.Full, odata ? FloorColumns.FullOData : FloorColumns.Full, Number(after), Number(rows));

    public void Groups(string progress)
    {
        var members = FloorColumns.List;
        using var row = connection.Read(_sql.Groups, Number(progress));
        json.WriteStartArray("value"u8);
        while (row.Next())
        {
            json.WriteStartObject();
            json.WriteString("vendor"u8, members[3].Members[row.Long(0)]);
            if (row.IsNull(1))
                json.WriteNull("status"u8);
            else
                json.WriteString("status"u8, members[2].Members[row.Long(1)]);
            json.WriteNumber("count"u8, row.Long(2));
            if (row.IsNull(3))
                json.WriteNull("mrr"u8);
            else
                json.WriteNumber("mrr"u8, Money.FromStored(row.Long(3)));
            json.WriteNumber("progress"u8, row.Double(4));
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private void Rows(string statement, FloorColumn[] columns, params ReadOnlySpan<object> parameters)
    {
        using var row = connection.Read(statement, parameters);
        json.WriteStartArray("value"u8);
        while (row.Next())
        {
            json.WriteStartObject();
            FloorWriter.Row(json, row, columns, odata);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private void Total(string statement, string text)
    {
        using var row = connection.Read(statement, text);
        row.Next();
        json.WriteNumber("totalCount"u8, row.Long(0));
    }

    private static long Status(string name) => GraphModel.Instance.Projects.Field(nameof(Project.Status)).Enum!.Find(name)!.Number;

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}

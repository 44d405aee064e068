namespace ProjectGraph.Benchmarks.Floor;

/// <summary>
/// The floor's statements. Members that differ between stores are abstract. A statement that scans
/// all projects must not use an index in SQLite; PostgreSQL's planner chooses freely.
/// </summary>
internal abstract class FloorSql
{
    public const int NestedRows = 50;

    // Nulls first, as in the indexes; otherwise PostgreSQL would sort.
    private const string Page = "WHERE p.\"Status\" = $1 AND p.\"DueDate\" >= $2 ORDER BY p.\"DueDate\" NULLS FIRST, p.\"Id\" LIMIT 50";

    protected FloorSql()
    {
        List = $"SELECT {FloorColumns.Sql(FloorColumns.List, "p.")} FROM \"Projects\" p {Page}";
        One = $"SELECT {FloorColumns.Sql(FloorColumns.One)} FROM \"Projects\" WHERE \"Id\" = $1";
        Search =
            $"SELECT {FloorColumns.Sql(FloorColumns.Found, "p.")} FROM \"ProjectSearch\" s JOIN \"Projects\" p ON p.\"Id\" = s.{SearchKey} WHERE {Matches} ORDER BY s.{SearchKey} LIMIT 50";
        SearchTotal = $"SELECT count(*) FROM \"ProjectSearch\" s WHERE {Matches}";
        Contains =
            $"SELECT {FloorColumns.Sql(FloorColumns.Found)} FROM \"Projects\"{Scanned} WHERE {NameContains} ORDER BY \"Id\" LIMIT 50";
        ContainsTotal = $"SELECT count(*) FROM \"Projects\"{Scanned} WHERE {NameContains}";
        Groups =
            $"SELECT \"Vendor\", \"Status\", count(*), CAST(sum(\"Mrr\") AS bigint), CAST(avg(\"Progress\") AS double precision) FROM \"Projects\"{Scanned} WHERE \"Progress\" >= $1 GROUP BY \"Vendor\", \"Status\"";
        Full = $"SELECT {FloorColumns.Sql(FloorColumns.Full)} FROM \"Projects\" WHERE \"Id\" > $1 ORDER BY \"Id\" LIMIT $2";
        FullOData = $"SELECT {FloorColumns.Sql(FloorColumns.FullOData)} FROM \"Projects\" WHERE \"Id\" > $1 ORDER BY \"Id\" LIMIT $2";
        Nested =
            $"SELECT {FloorColumns.Sql(FloorColumns.List, "p.")}, c.\"Name\" FROM \"Projects\" p LEFT JOIN \"Companies\" c ON c.\"Id\" = p.\"CompanyId\" {Page}";
        Members =
            $"SELECT m.\"ProjectId\", m.\"Role\", p.\"Name\" FROM \"ProjectMembers\" m JOIN \"People\" p ON p.\"Id\" = m.\"PersonId\" WHERE m.\"ProjectId\" {AmongParents} ORDER BY m.\"ProjectId\", m.\"Role\", m.\"Id\"";
        Tags =
            $"SELECT \"ProjectId\", CAST(0 AS bigint), \"Tag\" FROM \"ProjectTags\" WHERE \"ProjectId\" {AmongParents} ORDER BY \"ProjectId\", \"Id\"";
    }

    public string List { get; }

    public string One { get; }

    public string Search { get; }

    public string SearchTotal { get; }

    public string Contains { get; }

    public string ContainsTotal { get; }

    public string Groups { get; }

    public string Full { get; }

    public string FullOData { get; }

    public string Nested { get; }

    public string Members { get; }

    public string Tags { get; }

    protected abstract string SearchKey { get; }

    protected abstract string Matches { get; }

    protected abstract string NameContains { get; }

    /// <summary>A hint after a table's name that prevents the use of an index.</summary>
    protected abstract string Scanned { get; }

    protected abstract string AmongParents { get; }

    /// <summary>The parameter of <see cref="Search"/>.</summary>
    public abstract string Searched(string text);

    /// <summary>The parameters of <see cref="Members"/> and <see cref="Tags"/>.</summary>
    /// <param name="parents">The parents, <see cref="NestedRows"/> in number.</param>
    public abstract object[] Parents(long[] parents);
}

internal sealed class SqliteFloorSql : FloorSql
{
    protected override string SearchKey => "rowid";

    protected override string Matches => "s.\"ProjectSearch\" MATCH $1";

    protected override string NameContains => "instr(\"Name\", $1) > 0";

    protected override string Scanned => " NOT INDEXED";

    protected override string AmongParents => $"IN ({string.Join(", ", Enumerable.Range(1, NestedRows).Select(i => $"${i}"))})";

    public override string Searched(string text) => $"\"{text}\"";

    public override object[] Parents(long[] parents) => [.. parents];
}

internal sealed class PostgresFloorSql : FloorSql
{
    protected override string SearchKey => "\"ProjectId\"";

    protected override string Matches => "(s.\"Text\" LIKE $1 OR s.\"Company\" LIKE $1)";

    protected override string NameContains => "strpos(\"Name\", $1) > 0";

    protected override string Scanned => "";

    protected override string AmongParents => "= ANY ($1)";

    public override string Searched(string text) => $"%{text.ToLowerInvariant()}%";

    public override object[] Parents(long[] parents) => [parents];
}

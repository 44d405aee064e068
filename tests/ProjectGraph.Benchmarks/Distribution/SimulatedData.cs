using System.Globalization;
using ProjectGraph.Benchmarks.Store;
using ProjectGraph.Data.Model;

namespace ProjectGraph.Benchmarks.Distribution;

/// <summary>
/// Creates many vendor accounts of which few are large: the largest hundredth has a fifth of all projects. Companies and people
/// belong to their account, as at a vendor.
/// </summary>
internal sealed class SimulatedData
{
    public const int Connections = 1_000;
    public const int Projects = 20_000;

    private static readonly long now = new DateTime(2026, 6, 1, 0, 0, 0, DateTimeKind.Utc).Ticks;

    private readonly Random random = new(20260601);
    private readonly List<SimulatedProject> all = [];
    private long companies, people, part;

    public IReadOnlyList<SimulatedProject> All => all;

    public void Write(RowWriter rows)
    {
        for (var connection = 1L; connection <= Connections; connection++) Connection(rows, connection);
    }

    // Sizes decrease like the steps of a cube root.
    private static int Size(long connection) =>
        Math.Max(1, (int)Math.Round(Projects * (Math.Cbrt(connection / (double)Connections) - Math.Cbrt((connection - 1) / (double)Connections))));

    private void Connection(RowWriter rows, long connection)
    {
        var vendor = 1 + (connection - 1) % 5;
        rows.Write("Connections", "Id Name Vendor BaseUrl Status LastSyncedAt", connection, Text($"customer {connection}"), vendor, "http://127.0.0.1:9", (long)ConnectionStatus.Ok, now);
        var size = Size(connection);
        var (firstCompany, firstPerson) = (companies + 1, people + 1);
        do Company(rows, ++companies, connection);
        while (companies < firstCompany + size / 10);
        do rows.Write("People", "Id ConnectionId VendorId Name", ++people, connection, Text($"u{people}"), Pick(Words.FirstNames) + " " + Pick(Words.LastNames));
        while (people < firstPerson + size / 20);
        for (var i = 0; i < size; i++) Project(rows, connection, vendor, random.NextInt64(firstCompany, companies + 1), random.NextInt64(firstPerson, people + 1));
    }

    private static void Company(RowWriter rows, long id, long connection) =>
        rows.Write("Companies", "Id ConnectionId VendorId Name", id, connection, Text($"c{id}"), Text($"Company {id}"));

    private void Project(RowWriter rows, long connection, long vendor, long company, long person)
    {
        var id = all.Count + 1L;
        var project = new SimulatedProject(id, Text($"v{id}"), connection, company);
        all.Add(project);
        var name = $"{Pick(Words.Kinds)} {Pick(Words.Places)} {id}";
        var due = new DateOnly(2025, 1, 1).AddDays(random.Next(700)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        rows.Write("Projects", "Id Vendor VendorId ConnectionId Name Status DueDate Progress SyncedAt CompanyId OwnerId Document",
            id, vendor, project.VendorId, connection, name, 1L + random.Next(6), due, (long)random.Next(101), now, company, person, "{}");
        rows.Write("ProjectTags", "Id ProjectId Tag", ++part, id, Pick(Words.Tags));
        rows.Write("ProjectMembers", "Id ProjectId PersonId Role", ++part, id, person, (long)MemberRole.Manager);
        rows.Search(id, new(name, null, null, null, Text($"Company {company}"), null));
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private string Pick(string[] words) => words[random.Next(words.Length)];
}

internal sealed record SimulatedProject(long Id, string VendorId, long Connection, long Company);

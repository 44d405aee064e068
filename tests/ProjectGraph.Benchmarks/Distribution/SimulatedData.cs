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
    public const int VendorAccounts = 1_000;
    public const int Projects = 20_000;

    private static readonly long Now = new DateTime(2026, 6, 1, 0, 0, 0, DateTimeKind.Utc).Ticks;

    private readonly Random _random = new(20260601);
    private readonly List<SimulatedProject> _all = [];
    private long _companies,
        _people,
        _part;

    public IReadOnlyList<SimulatedProject> All => _all;

    public void Write(RowWriter rows)
    {
        for (var vendorAccountId = 1L; vendorAccountId <= VendorAccounts; vendorAccountId++)
            VendorAccount(rows, vendorAccountId);
    }

    // Sizes decrease like the steps of a cube root.
    private static int Size(long vendorAccountId) =>
        Math.Max(
            1,
            (int)
                Math.Round(
                    Projects
                        * (Math.Cbrt(vendorAccountId / (double)VendorAccounts) - Math.Cbrt((vendorAccountId - 1) / (double)VendorAccounts))
                )
        );

    private void VendorAccount(RowWriter rows, long vendorAccountId)
    {
        var vendor = 1 + (vendorAccountId - 1) % 5;
        rows.Write(
            "VendorAccounts",
            "Id Name Vendor BaseUrl Status LastSyncedAt",
            vendorAccountId,
            Text($"customer {vendorAccountId}"),
            vendor,
            "http://127.0.0.1:9",
            (long)VendorAccountStatus.Ok,
            Now
        );
        var size = Size(vendorAccountId);
        var (firstCompany, firstPerson) = (_companies + 1, _people + 1);
        do Company(rows, ++_companies, vendorAccountId);
        while (_companies < firstCompany + size / 10);
        do rows.Write(
            "People",
            "Id VendorAccountId VendorId Name",
            ++_people,
            vendorAccountId,
            Text($"u{_people}"),
            Pick(Words.FirstNames) + " " + Pick(Words.LastNames)
        );
        while (_people < firstPerson + size / 20);
        for (var i = 0; i < size; i++)
            Project(
                rows,
                vendorAccountId,
                vendor,
                _random.NextInt64(firstCompany, _companies + 1),
                _random.NextInt64(firstPerson, _people + 1)
            );
    }

    private static void Company(RowWriter rows, long id, long vendorAccountId) =>
        rows.Write("Companies", "Id VendorAccountId VendorId Name", id, vendorAccountId, Text($"c{id}"), Text($"Company {id}"));

    private void Project(RowWriter rows, long vendorAccountId, long vendor, long company, long person)
    {
        var id = _all.Count + 1L;
        var project = new SimulatedProject(id, Text($"v{id}"), vendorAccountId, company);
        _all.Add(project);
        var name = $"{Pick(Words.ProjectKinds)} {Pick(Words.Places)} {id}";
        var due = new DateOnly(2025, 1, 1).AddDays(_random.Next(700)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        rows.Write(
            "Projects",
            "Id Vendor VendorId VendorAccountId Name Status DueDate Progress SyncedAt CompanyId OwnerId Document",
            id,
            vendor,
            project.VendorId,
            vendorAccountId,
            name,
            1L + _random.Next(6),
            due,
            (long)_random.Next(101),
            Now,
            company,
            person,
            "{}"
        );
        rows.Write("ProjectTags", "Id ProjectId Tag", ++_part, id, Pick(Words.Tags));
        rows.Write("ProjectMembers", "Id ProjectId PersonId Role", ++_part, id, person, (long)MemberRole.Manager);
        rows.Search(id, new(name, null, null, null, Text($"Company {company}"), null));
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private string Pick(string[] words) => words[_random.Next(words.Length)];
}

internal sealed record SimulatedProject(long Id, string VendorId, long VendorAccount, long Company);

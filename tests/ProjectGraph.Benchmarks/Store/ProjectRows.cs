using System.Globalization;
using ProjectGraph.Data.Model;

namespace ProjectGraph.Benchmarks.Store;

/// <summary>
/// Generates projects of five vendors, each with some of the fields. The same seed gives the same rows.
/// </summary>
internal sealed class ProjectRows(RowWriter rows, int size)
{
    /// <summary>Increase this version when the generated rows change.</summary>
    public const int Generation = 1;

    private const string ProjectColumns =
        "Id Vendor VendorId VendorAccountId Url Name Description Number ExternalId SourceId Reference Status VendorStatus Archived ArchivedAt "
        + "Progress StartDate DueDate CreatedAt UpdatedAt SyncedAt Currency Mrr Arr Nrr CompanyId OwnerId CustomFieldsJson Document";

    private static readonly DateTimeOffset Now = new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly Random _random = new(20260601);
    private readonly int _companies = Math.Max(5, size / 50);
    private readonly int _people = Math.Max(5, size / 200);
    private string[] _companyNames = [];
    private long _part;

    public void Write()
    {
        foreach (var vendor in Enum.GetValues<Vendor>())
        {
            rows.Write(
                "VendorAccounts",
                "Id Name Vendor BaseUrl Status LastSyncedAt",
                (long)vendor,
                vendor.ToString(),
                (long)vendor,
                "http://127.0.0.1:9",
                (long)VendorAccountStatus.Ok,
                Now.UtcTicks
            );
        }
        _companyNames = [.. Enumerable.Range(1, _companies).Select(Company)];
        for (var id = 1L; id <= _people; id++)
            Person(id);
        for (var id = 1L; id <= size; id++)
            Project(id);
    }

    private string Company(int id)
    {
        var name = $"{Pick(Words.Firms)} {Pick(Words.Places)} {Pick(Words.Forms)} {id}";
        rows.Write(
            "Companies",
            "Id VendorAccountId VendorId Name Email Phone ExternalId SourceId",
            (long)id,
            VendorOf(id),
            $"c{id}",
            name,
            $"office@c{id}.example",
            Sometimes(0.6, () => $"+44 20 {id:0000000}"),
            Sometimes(0.4, () => $"EXT-{id}"),
            null
        );
        return name;
    }

    private void Person(long id)
    {
        var (first, last) = (Pick(Words.FirstNames), Pick(Words.LastNames));
        rows.Write(
            "People",
            "Id VendorAccountId VendorId Name Email Username",
            id,
            VendorOf(id),
            $"u{id}",
            $"{first} {last}",
            $"u{id}@example.com",
            $"{first}.{last}.{id}"
        );
    }

    private void Project(long id)
    {
        var vendor = (Vendor)VendorOf(id);
        var company = 1 + _random.Next(_companies);
        var name = $"{Pick(Words.ProjectKinds)} {Pick(Words.Places)} {_companyNames[company - 1].Split(' ')[0]} {id}";
        var description = vendor is Vendor.GrowCrm or Vendor.CoreData ? Sentence(12 + _random.Next(40)) : null;
        var number = vendor is Vendor.CoreData or Vendor.Productive ? $"P-{id:000000}" : null;
        var reference = vendor is Vendor.Heatpunk or Vendor.GrowCrm ? (string?)Sometimes(0.5, () => $"REF{id:00000}") : null;
        ProjectStatus? status =
            vendor is Vendor.Planhat or Vendor.Productive && _random.Next(3) > 0 ? null : (ProjectStatus)(1 + _random.Next(6));
        bool? archived = vendor is Vendor.GrowCrm or Vendor.Productive ? _random.Next(10) == 0 : null;
        var created = Now.AddMinutes(-_random.Next(3 * 365 * 24 * 60));
        var start = DateOnly.FromDateTime(created.Date).AddDays(_random.Next(60));
        var custom = vendor is Vendor.Planhat or Vendor.Productive or Vendor.CoreData
            ? $$"""{"Region":"{{Pick(Words.Places)}}","Score":{{_random.Next(100)}}}"""
            : null;
        var money = vendor == Vendor.Planhat;
        rows.Write(
            "Projects",
            ProjectColumns,
            id,
            (long)vendor,
            $"{vendor.ToString()[0]}{id}",
            (long)vendor,
            vendor is Vendor.Heatpunk or Vendor.CoreData ? $"https://vendor.example/projects/{id}" : null,
            name,
            description,
            number,
            money ? Sometimes(0.5, () => $"X{id}") : null,
            money ? Sometimes(0.3, () => $"S{id}") : null,
            reference,
            (long?)status,
            status?.ToString(),
            archived is null ? null
                : archived.Value ? 1L
                : 0L,
            vendor == Vendor.Productive && archived == true ? created.AddDays(90).UtcTicks : null,
            vendor == Vendor.GrowCrm || _random.Next(4) == 0 ? (long)_random.Next(101) : null,
            Day(start),
            _random.Next(10) > 0 ? Day(start.AddDays(7 + _random.Next(400))) : null,
            created.UtcTicks,
            created.AddMinutes(_random.Next(500_000)).UtcTicks,
            Now.UtcTicks,
            money ? Pick(Words.Currencies) : null,
            money ? Amount(9_000) : null,
            money ? Amount(90_000) : null,
            money ? Amount(20_000) : null,
            (long)company,
            Sometimes(0.7, () => (object)(long)(1 + _random.Next(_people))),
            custom,
            Document(id, name, description, created)
        );
        Parts(id, out var tags);
        Extension(id, vendor, created);
        rows.Search(id, new(name, description, number, reference, _companyNames[company - 1], tags));
    }

    private void Parts(long id, out string? tags)
    {
        var chosen = Enumerable.Range(0, _random.Next(4)).Select(_ => Pick(Words.Tags)).Distinct().ToArray();
        foreach (var tag in chosen)
            rows.Write("ProjectTags", "Id ProjectId Tag", ++_part, id, tag);
        tags = chosen.Length == 0 ? null : string.Join(' ', chosen);
        var members = Enumerable.Range(0, _random.Next(5)).Select(_ => 1L + _random.Next(_people)).Distinct().ToArray();
        for (var i = 0; i < members.Length; i++)
            rows.Write(
                "ProjectMembers",
                "Id ProjectId PersonId Role",
                ++_part,
                id,
                members[i],
                (long)(i == 0 ? MemberRole.Manager : MemberRole.Assignee)
            );
    }

    private void Extension(long id, Vendor vendor, DateTimeOffset created)
    {
        switch (vendor)
        {
            case Vendor.Heatpunk:
                rows.Write(
                    "HeatpunkProjects",
                    "ProjectId Address Postcode Lat Lng CustomerName OwnerUserId",
                    id,
                    $"{_random.Next(200)} High Street",
                    $"LS{_random.Next(20)} 4AB",
                    53 + _random.NextDouble(),
                    -1 - _random.NextDouble(),
                    Pick(Words.LastNames),
                    (long)_random.Next(1000)
                );
                break;
            case Vendor.Planhat:
                rows.Write(
                    "PlanhatProjects",
                    "ProjectId StartDateTime EndDateTime Mrr Arr Version",
                    id,
                    created.UtcTicks,
                    created.AddDays(90).UtcTicks,
                    Amount(9_000),
                    Amount(90_000),
                    (long)_random.Next(9)
                );
                break;
            case Vendor.GrowCrm:
                rows.Write(
                    "GrowCrmProjects",
                    "ProjectId CategoryId CategoryName BillingType BillingRate ActiveStateRaw",
                    id,
                    (long)(1 + _random.Next(8)),
                    Pick(Words.ProjectKinds),
                    (long)(1 + _random.Next(2)),
                    Amount(200),
                    "active"
                );
                break;
            case Vendor.CoreData:
                rows.Write(
                    "CoreDataProjects",
                    "ProjectId SpaceId SpaceTitle Type Path",
                    id,
                    $"s{_random.Next(40)}",
                    Pick(Words.Places),
                    "project",
                    $"/spaces/{id}"
                );
                break;
            default:
                rows.Write(
                    "ProductiveProjects",
                    "ProjectId ProjectTypeId ProjectColorId Template LastActivityAt",
                    id,
                    (long)(1 + _random.Next(2)),
                    (long)_random.Next(20),
                    0L,
                    created.AddDays(10).UtcTicks
                );
                break;
        }
    }

    private string Document(long id, string name, string? description, DateTimeOffset created) =>
        $$$"""{"id":{{{id}}},"name":"{{{name}}}","description":"{{{description}}}","created":"{{{created:O}}}","notes":"{{{Sentence(30)}}}","links":{"self":"https://vendor.example/api/projects/{{{id}}}"}}""";

    private static long VendorOf(long id) => 1 + (id % 5);

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private object? Amount(int most) => Sometimes(0.8, () => (object)Money.ToStored(_random.Next(most * 100) / 100m));

    private object? Sometimes(double chance, Func<object> value) => _random.NextDouble() < chance ? value() : null;

    private string Sentence(int words) => string.Join(' ', Enumerable.Range(0, words).Select(_ => Pick(Words.Text)));

    private string Pick(string[] words) => words[_random.Next(words.Length)];
}

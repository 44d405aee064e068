using System.Globalization;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Storage;
using ProjectGraph.Data.Sync;

namespace ProjectGraph.Data.Tests.Query.Oracle;

/// <summary>Creates projects with values that are difficult for queries. The same seed gives the same projects.</summary>
internal sealed class RandomGraph(int seed)
{
    public static readonly string[] Texts =
    [
        "",
        " ",
        "a",
        "A",
        "abc",
        "ABC",
        "aBc def",
        "Zürich",
        "Zu\u0308rich",
        "zürich",
        "Élan",
        "E\u0301lan",
        "straße",
        "STRASSE",
        "100%",
        "100_",
        "1000",
        "%",
        "_",
        "a%c",
        "O'Neil",
        "say \"hi\"",
        "back\\slash",
        "line\nbreak",
        " padded\t",
        "\uE000private",
        "\uFFFDodd",
        "😀 smile",
        "😀",
        "\U00010400deseret",
        "\U00010428deseret",
        "שלום",
        "ÀÉÎ",
        "àéî",
        "null",
        "0",
        "-1",
        "zz top",
    ];

    private readonly Random _random = new(seed);

    public static async Task FillAsync(GraphStore store, int seed, int projects)
    {
        var graph = new RandomGraph(seed);
        foreach (var vendor in Enum.GetValues<Vendor>())
        {
            var vendorAccount = await new VendorAccountStore(store).RegisterAsync(vendor.ToString(), vendor, "http://vendor.test", default);
            var all = Enumerable.Range(1, projects / 5).Select(number => graph.Project(vendor, number)).ToList();
            await new GraphWriter(store).SaveAsync(vendorAccount.Id, all, Samples.Nothing, default);
        }
    }

    private Project Project(Vendor vendor, int number)
    {
        var project = new Project
        {
            Vendor = vendor,
            VendorId = number.ToString(CultureInfo.InvariantCulture),
            Url = Text(),
            Name = Text() ?? "",
            Description = Text(),
            Number = Maybe(() => _random.Next(1, 50).ToString(CultureInfo.InvariantCulture)),
            ExternalId = Text(),
            Reference = Text(),
            Status = Maybe(() => (ProjectStatus?)_random.Next(1, 7)),
            VendorStatus = Text(),
            Archived = Maybe(() => (bool?)(_random.Next(2) == 0)),
            ArchivedAt = Instant(),
            Progress = Maybe(() => (int?)_random.Next(-3, 101)),
            StartDate = Day(),
            DueDate = Day(),
            CreatedAt = Instant(),
            UpdatedAt = Instant(),
            Currency = Maybe(() => _random.Next(2) == 0 ? "EUR" : "GBP"),
            Mrr = Amount(),
            Arr = Amount(),
            Nrr = Amount(),
            CustomFieldsJson = Maybe(() => "{}"),
            Company = Maybe(() => Company(_random.Next(30))),
            Owner = Maybe(() => Person(_random.Next(20))),
        };
        project.Managers.AddRange(Some(3, () => Person(_random.Next(20))));
        project.Assignees.AddRange(Some(4, () => Person(_random.Next(20))));
        project.Tags.AddRange(Some(4, () => new ProjectTag { Tag = Text() ?? "tag" }));
        project.Contacts.AddRange(Some(3, () => new ProjectContact { Contact = Text() ?? "contact" }));
        project.CustomFields.AddRange(Some(3, () => new ProjectCustomField { Name = Text() ?? "field", Value = Text() }));
        Extend(project);
        return project;
    }

    private void Extend(Project project)
    {
        if (_random.Next(10) == 0)
            return;
        switch (project.Vendor)
        {
            case Vendor.Heatpunk:
                project.Heatpunk = new()
                {
                    Lat = Real(),
                    Lng = Real(),
                    CustomerName = Text(),
                    BuildDate = Maybe(() => (HeatpunkBuildDate?)_random.Next(1, 4)),
                };
                break;
            case Vendor.Planhat:
                project.Planhat = new()
                {
                    StartDateTime = Instant(),
                    Mrr = Amount(),
                    Version = Maybe(() => (int?)_random.Next(5)),
                };
                break;
            case Vendor.GrowCrm:
                project.GrowCrm = new()
                {
                    CategoryId = Maybe(() => (long?)_random.Next(5)),
                    BillingRate = Amount(),
                    TasksView = Maybe(() => (bool?)(_random.Next(2) == 0)),
                };
                break;
            case Vendor.CoreData:
                project.CoreData = new() { SpaceTitle = Text(), Version = Text() };
                break;
            default:
                project.Productive = new() { ProjectTypeId = Maybe(() => (int?)_random.Next(3)), LastActivityAt = Instant() };
                break;
        }
    }

    // The same number always gives the same party, so that the order of saving does not matter.
    private static Company Company(int number) =>
        new()
        {
            VendorId = $"c{number}",
            Name = number % 7 == 0 ? null : Texts[(number * 5) % Texts.Length],
            Email = number % 3 == 0 ? null : $"c{number}@example.test",
        };

    private static Person Person(int number) =>
        new()
        {
            VendorId = $"p{number}",
            Name = number % 6 == 0 ? null : Texts[(number * 7) % Texts.Length],
            Username = number % 4 == 0 ? null : $"user{number % 5}",
        };

    private string? Text() =>
        Maybe(() =>
            _random.Next(4) == 0 ? Texts[_random.Next(Texts.Length)] + Texts[_random.Next(Texts.Length)] : Texts[_random.Next(Texts.Length)]
        );

    private decimal? Amount() =>
        Maybe(() =>
            (decimal?)(
                _random.Next(4) switch
                {
                    0 => _random.Next(-5, 6),
                    1 => _random.Next(-50_000, 50_000) / 10_000m,
                    2 => _random.Next(-4, 5) / 2m,
                    _ => _random.Next(-1_000_000, 1_000_000) / 100m,
                }
            )
        );

    private double? Real() =>
        Maybe(() =>
            (double?)(
                _random.Next(3) switch
                {
                    0 => _random.Next(-3, 4),
                    1 => _random.Next(-1000, 1000) / 8.0,
                    _ => (_random.NextDouble() * 180) - 90,
                }
            )
        );

    private DateOnly? Day() =>
        Maybe(() =>
            (DateOnly?)(
                _random.Next(15) switch
                {
                    0 => _random.Next(2) == 0 ? DateOnly.MinValue : DateOnly.MaxValue,
                    < 3 => new DateOnly(1900, 1, 1).AddDays(_random.Next(60_000)),
                    _ => new DateOnly(2025, 12, 20).AddDays(_random.Next(40)),
                }
            )
        );

    private DateTimeOffset? Instant() =>
        Maybe(() =>
            (DateTimeOffset?)(
                _random.Next(16) switch
                {
                    15 => _random.Next(2) == 0 ? DateTimeOffset.MinValue : DateTimeOffset.MaxValue,
                    var which => Instant(which % 4),
                }
            )
        );

    private DateTimeOffset Instant(int which) =>
        which switch
        {
            0 => new DateTimeOffset(1960, 1, 1, 0, 0, 0, TimeSpan.Zero)
                .AddSeconds(_random.Next(700_000_000))
                .AddTicks(_random.Next(10_000_000)),
            1 => new DateTimeOffset(2025, 12, 20, 0, 0, 0, TimeSpan.Zero).AddDays(_random.Next(40)),
            _ => new DateTimeOffset(2025, 12, 20, 0, 0, 0, TimeSpan.FromHours(_random.Next(-12, 13))).AddMinutes(_random.Next(60_000)),
        };

    private T? Maybe<T>(Func<T> value) => _random.Next(5) == 0 ? default : value();

    private IEnumerable<T> Some<T>(int most, Func<T> value) => Enumerable.Range(0, _random.Next(most + 1)).Select(_ => value());
}

using System.Globalization;
using ProjectGraph.Data.Model;

namespace ProjectGraph.Data.Tests;

/// <summary>Creates projects as a vendor's mapping returns them.</summary>
internal static class Samples
{
    public static readonly IReadOnlySet<string> Nothing = new HashSet<string>();

    public static Project Project(int number, string? name = null)
    {
        var vendorId = number.ToString(CultureInfo.InvariantCulture);
        var project = new Project
        {
            Vendor = Vendor.Planhat,
            VendorId = vendorId,
            Name = name ?? $"Project {vendorId}",
            Description = "Heat pump for the old mill",
            Number = $"P-{vendorId}",
            Status = ProjectStatus.InProgress,
            DueDate = new(2026, 1, 1 + (number % 28)),
            CreatedAt = new(2025, 5, 4, 3, 2, 1, TimeSpan.Zero),
            Mrr = 12.3456m,
            Document = $$"""{"id":"{{vendorId}}"}""",
            CustomFieldsJson = """{"Area":"North"}""",
            Company = new() { VendorId = $"c{number % 10}", Name = $"Company {number % 10}" },
            Owner = new() { VendorId = $"u{number % 7}", Name = $"Person {number % 7}" },
            Planhat = new()
            {
                Mrr = 12.3456m,
                StartDateTime = new(2026, 1, 1, 9, 0, 0, TimeSpan.Zero),
                Version = 3,
            },
        };
        project.Managers.Add(new() { VendorId = "u1", Name = "Person 1" });
        project.Assignees.AddRange([new() { VendorId = "u3", Name = "Person 3" }, new() { VendorId = "u2", Name = "Person 2" }]);
        project.Tags.AddRange([new() { Tag = "zulu" }, new() { Tag = "alpha" }]);
        project.Contacts.Add(new() { Contact = $"k{vendorId}" });
        project.CustomFields.Add(new() { Name = "Area", Value = "North" });
        return project;
    }

    public static List<Project> Projects(int count, int first = 1) => [.. Enumerable.Range(first, count).Select(number => Project(number))];
}

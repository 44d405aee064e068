using System.Runtime.CompilerServices;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;
using ProjectGraph.Server.Tests.ODataApi;

namespace ProjectGraph.Server.Tests.Restricted;

/// <summary>A vendor account with projects of its own. Every text of a foreign one carries a mark that no response to others may contain.</summary>
internal sealed record SeededAccount(string Name, Vendor Vendor, bool IsForeign)
{
    public const string Mark = "FOREIGN";
    public const int Projects = 24;

    // Their values are compared with others' or chosen from a list: the currency of all is the same.
    private static readonly string[] Unmarked = [nameof(Project.Currency)];

    public string BaseUrl => $"http://127.0.0.1:9/{(IsForeign ? Mark : "own")}/";

    public Project Make(int number)
    {
        var project = ODataServer.Project(number);
        (project.Vendor, project.Planhat) = (Vendor, null);
        project.Description = $"Heat pump {number}";
        project.Reference = $"R-{number}";
        project.Assignees.Add(
            new()
            {
                VendorId = $"u{number % 4}",
                Name = $"Person {number % 4}",
                Email = $"u{number % 4}@example.test",
            }
        );
        project.Contacts.Add(new() { Contact = $"k{number}" });
        project.Tags.Add(new() { Tag = "shared" });
        Extend(project);
        if (IsForeign)
            MarkAll(project);
        return project;
    }

    /// <summary>A source that shows all of the account's projects, a record that cannot be read, and a field that nobody knows.</summary>
    public ISyncSource Source() =>
        new OnePage(
            [.. Enumerable.Range(1, Projects).Select(Make)],
            new(Text("bad1"), Text("The record cannot be read.")),
            new(Text("novelty"), Text("001"))
        );

    public string Text(string text) => IsForeign ? $"{Mark} {text}" : text;

    private void Extend(Project project)
    {
        switch (Vendor)
        {
            case Vendor.Heatpunk:
                project.Heatpunk = new() { CustomerName = "Customer", Postcode = "1000" };
                break;
            case Vendor.Planhat:
                project.Planhat = new() { Mrr = 1, Version = 2 };
                break;
            case Vendor.GrowCrm:
                project.GrowCrm = new() { CategoryId = 3, CategoryName = "Category" };
                break;
            case Vendor.CoreData:
                project.CoreData = new() { SpaceTitle = "Space", Version = "1" };
                break;
            default:
                project.Productive = new() { ProjectTypeId = 2, OrganizationId = "org" };
                break;
        }
    }

    private static void MarkAll(Project project)
    {
        project.Mrr += 7_000_000;
        MarkTexts(project);
        foreach (var relation in GraphModel.Instance.Projects.Relations)
        {
            IEnumerable<object> items = relation.Property.GetValue(project) switch
            {
                null => [],
                System.Collections.IEnumerable many => many.Cast<object>(),
                var one => [one],
            };
            foreach (var item in items)
                MarkTexts(item);
        }
    }

    // A tag and a custom field's name stay what others call theirs too: what is counted by them would show.
    private static void MarkTexts(object item)
    {
        foreach (var field in GraphModel.Instance.Entity(item.GetType()).Fields)
        {
            if (
                Unmarked.Contains(field.Name)
                || item is ProjectTag { Tag: "shared" }
                || (item is ProjectCustomField && field.Name == nameof(ProjectCustomField.Name))
            )
                continue;
            if (field.Kind == FieldKind.Json)
                field.Property.SetValue(item, $$"""{"{{Mark}}":"{{Mark}}"}""");
            else if (field.Kind == FieldKind.Text && field.Property.GetValue(item) is string text)
                field.Property.SetValue(item, $"{Mark} {text}");
        }
    }

    private sealed class OnePage(List<Project> projects, SyncProblem problem, SyncDrift drift) : ISyncSource
    {
        public IReadOnlySet<string> WriteOnlyFields { get; } = new HashSet<string>();

        public async IAsyncEnumerable<SyncPage> ReadAsync(string? cursor, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            await Task.CompletedTask;
            yield return new(projects, [], [], [problem], null) { Drifts = [drift] };
        }
    }
}

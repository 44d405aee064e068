using System.Text.Json;
using System.Text.Json.Nodes;
using ProjectGraph.Data.Model;
using ProjectGraph.Vendors.CoreData;
using ProjectGraph.Vendors.GrowCrm;
using ProjectGraph.Vendors.Heatpunk;
using ProjectGraph.Vendors.Http;
using ProjectGraph.Vendors.Operations;
using ProjectGraph.Vendors.Planhat;
using ProjectGraph.Vendors.Productive;
using ProjectGraph.Vendors.Unified;

namespace ProjectGraph.Vendors.Tests.Representing;

/// <summary>Tests every sandbox's projects in the format of every vendor.</summary>
public sealed class RepresentationTests(VendorFleet fleet) : IClassFixture<VendorFleet>
{
    public static TheoryData<Vendor, Vendor> Pairs()
    {
        var pairs = new TheoryData<Vendor, Vendor>();
        foreach (var from in Enum.GetValues<Vendor>())
        foreach (var to in Enum.GetValues<Vendor>())
            pairs.Add(from, to);
        return pairs;
    }

    public static TheoryData<Vendor> Vendors() => [.. Enum.GetValues<Vendor>()];

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task The_vendor_accepts_the_request_and_creates_an_equal_project(Vendor from, Vendor to)
    {
        var target = await fleet.Representations.TargetAsync(to, default);
        foreach (var project in await fleet.ProjectsAsync(from))
        {
            var representation = fleet.Representations.Represent(project, target);

            var request = representation.CreateRequest.ShouldNotBeNull($"{project.VendorId}: {string.Join(" ", representation.Losses)}");
            var made = await CreateAsync(to, request, project);
            // For an absent value, the vendor may return its default for new projects.
            foreach (var (field, read) in Comparable(to, representation.Losses).Where(each => each.Read(project) is not null))
                read(made).ShouldBe(read(project), $"{field} of {from} {project.VendorId}");
        }
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task The_document_maps_back_to_an_equal_project(Vendor from, Vendor to)
    {
        var target = await fleet.Representations.TargetAsync(to, default);
        var sample = JsonNode.Parse((await fleet.ProjectsAsync(to))[0].Document)!.AsObject();
        foreach (var project in await fleet.ProjectsAsync(from))
        {
            var document = fleet.Representations.Represent(project, target).Document;

            if (to != Vendor.Planhat)
                document.EnumerateObject().Select(field => field.Name).ShouldBe(sample.Select(field => field.Key), ignoreOrder: true);
            var read = Map(to, document);
            (read.Name, read.StartDate ?? project.StartDate, read.DueDate ?? project.DueDate).ShouldBe(
                (project.Name, project.StartDate, project.DueDate)
            );
            if (read.Company is not null)
                read.Company.Name.ShouldBe(to == Vendor.Productive ? null : project.Company?.Name);
        }
    }

    [Theory]
    [MemberData(nameof(Vendors))]
    public async Task For_its_own_vendor_a_project_is_its_document_without_losses(Vendor vendor)
    {
        var target = await fleet.Representations.TargetAsync(vendor, default);
        foreach (var project in await fleet.ProjectsAsync(vendor))
        {
            var representation = fleet.Representations.Represent(project, target);

            representation.Document.GetRawText().ShouldBe(project.Document);
            representation.Losses.ShouldBeEmpty();
        }
    }

    [Theory]
    [MemberData(nameof(Vendors))]
    public async Task A_document_mapped_to_the_graph_and_back_is_unchanged(Vendor vendor)
    {
        foreach (var project in await fleet.ProjectsAsync(vendor))
        {
            using var before = JsonDocument.Parse(VendorJson.Write(JsonNode.Parse(project.Document)));
            var first = Map(vendor, before.RootElement);

            using var written = JsonDocument.Parse(
                VendorJson.Write(fleet.Channel(vendor).Connector.Represent(first, fleet.Channel(vendor).Settings))
            );

            Text(Map(vendor, written.RootElement)).ShouldBe(Text(first));
            Shape(written.RootElement).ShouldBe(Shape(before.RootElement));
        }
    }

    [Fact]
    public async Task What_can_not_be_carried_is_named_with_its_reason()
    {
        var heatpunk = (await fleet.ProjectsAsync(Vendor.Heatpunk)).First(project =>
            project is { Status: not null, Heatpunk.Address: not null }
        );

        var losses = fleet.Representations.Represent(heatpunk, await fleet.Representations.TargetAsync(Vendor.Planhat, default)).Losses;

        losses.ShouldMatchSnapshot();
    }

    [Fact]
    public async Task No_sandbox_receives_a_request()
    {
        var project = (await fleet.ProjectsAsync(Vendor.GrowCrm))[0];
        foreach (var connector in VendorRegistry.BuiltIn.Connectors)
            fleet.Host.Sandbox(connector.SandboxPath!.Split('/')[1]).Log.Clear();

        foreach (var vendor in Enum.GetValues<Vendor>())
            fleet.Representations.Represent(project, await fleet.Representations.TargetAsync(vendor, default));

        foreach (var connector in VendorRegistry.BuiltIn.Connectors)
            fleet.Host.Sandbox(connector.SandboxPath!.Split('/')[1]).Log.Recent().ShouldBeEmpty();
    }

    /// <summary>Returns the values of a project that both vendors have.</summary>
    private static IEnumerable<(string Field, Func<Project, object?> Read)> Comparable(Vendor to, IReadOnlyList<Loss> losses)
    {
        var fields = new (string Field, Func<Project, object?> Read)[]
        {
            ("name", project => project.Name.Trim()),
            ("description", project => project.Description?.Trim() ?? ""),
            ("startDate", project => project.StartDate),
            ("dueDate", project => project.DueDate),
            ("status", project => project.Status),
            ("currency", project => project.Currency),
            ("mrr", project => project.Mrr),
            ("arr", project => project.Arr),
            ("nrr", project => project.Nrr),
            ("companyId", project => project.Company?.Name),
            ("tags", project => string.Join('|', project.Tags.Select(tag => tag.Tag))),
        };
        const FieldUse both = FieldUse.Read | FieldUse.Create;
        var known = VendorRegistry
            .BuiltIn.Find(to)!
            .Fields.Where(field => (field.Use & both) == both)
            .Select(field => field.Field)
            .ToHashSet();
        return fields.Where(field => known.Contains(field.Field) && losses.All(loss => loss.Field != field.Field));
    }

    private async Task<Project> CreateAsync(Vendor to, VendorRequest request, Project source)
    {
        var channel = fleet.Channel(to);
        var answer = await channel.ReadAsync(request, default);
        answer.IsSuccess.ShouldBeTrue($"{source.Vendor} {source.VendorId} → {to}: {answer.Status} {answer.Text} for {request.Body}");
        var create = channel.Connector.Unified.First(support => support.Name == UnifiedOperations.Create).Operation;
        var context = new OperationContext(channel, request, null, channel.Time.GetUtcNow(), (_, _) =>
            Task.FromResult<IReadOnlySet<string>>(new HashSet<string>())
        );
        return (await create.ReadResponseAsync(context, answer, default)).Saved.Single();
    }

    private Project Map(Vendor vendor, JsonElement document) =>
        vendor switch
        {
            Vendor.Heatpunk => HeatpunkMapping.MapProject(document, null, DateTimeOffset.UnixEpoch),
            Vendor.Planhat => PlanhatMapping.MapProject(document, DateTimeOffset.UnixEpoch),
            Vendor.GrowCrm => GrowCrmMapping.MapProject(document, DateTimeOffset.UnixEpoch),
            Vendor.CoreData => CoreDataMapping.Of(fleet.Channel(vendor).Settings).MapProject(document, DateTimeOffset.UnixEpoch),
            _ => ProductiveMapping.MapProject(
                document,
                new([document], new Dictionary<(string, string), JsonElement>(), null),
                DateTimeOffset.UnixEpoch
            ),
        };

    private static string Text(Project project)
    {
        project.Document = "";
        return JsonSerializer.Serialize(project, project.GetType());
    }

    /// <summary>Returns the names with the kind of each value.</summary>
    private static string Shape(JsonElement document) =>
        document.ValueKind != JsonValueKind.Object
            ? ""
            : string.Join(
                ' ',
                document
                    .EnumerateObject()
                    .OrderBy(field => field.Name, StringComparer.Ordinal)
                    .Select(field =>
                        $"{field.Name}:{(field.Name is "dynatype" ? "" : field.Value.ValueKind)}{(field.Name is "attributes" or "relationships" or "dates" or "billing" or "permissions" ? Shape(field.Value) : "")}"
                    )
            );
}

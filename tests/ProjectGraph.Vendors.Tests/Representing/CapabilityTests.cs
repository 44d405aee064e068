using ProjectGraph.Data.Model;
using ProjectGraph.Vendors.Inputs;
using ProjectGraph.Vendors.Operations;
using ProjectGraph.Vendors.Unified;

namespace ProjectGraph.Vendors.Tests.Representing;

/// <summary>Tests that operations behave as the capabilities state, for every vendor and every unified field.</summary>
public sealed class CapabilityTests(VendorFleet fleet) : IClassFixture<VendorFleet>
{
    /// <summary>Fields that are read-only at every vendor. No input has them.</summary>
    private static readonly string[] Shown = ["number", "url", "archived", "archivedAt", "createdAt", "updatedAt"];

    /// <summary>Inputs without a capability of their own. <c>vendorStatus</c> has that of <c>status</c>.</summary>
    private static readonly string[] Settings =
    [
        "lenient",
        "vendorAccountId",
        "dryRun",
        "idempotencyKey",
        "projectId",
        "userEmail",
        "vendorStatus",
    ];

    public static TheoryData<Vendor> Vendors() => [.. Enum.GetValues<Vendor>()];

    public static TheoryData<Vendor, string> Unsupported(FieldUse use)
    {
        var data = new TheoryData<Vendor, string>();
        foreach (var connector in VendorRegistry.BuiltIn.Connectors)
        foreach (var field in connector.Fields.Where(field => Inputs().Contains(field.Field) && !field.Use.HasFlag(use)))
            data.Add(connector.Vendor, field.Field);
        return data;
    }

    public static TheoryData<Vendor, string> NotCreatable() => Unsupported(FieldUse.Create);

    public static TheoryData<Vendor, string> NotUpdatable() => Unsupported(FieldUse.Update);

    [Theory]
    [MemberData(nameof(Vendors))]
    public void Every_field_is_declared_and_missing_support_has_a_reason(Vendor vendor)
    {
        var fields = VendorRegistry.BuiltIn.Find(vendor)!.Fields;

        fields.Select(field => field.Field).ShouldBeUnique();
        fields.Select(field => field.Field).Except(["userEmail"]).ShouldBe([.. Inputs(), "vendorStatus", .. Shown], ignoreOrder: true);
        fields.Where(field => field.Use == FieldUse.None).ShouldAllBe(field => !string.IsNullOrEmpty(field.Note));
    }

    [Theory]
    [MemberData(nameof(NotCreatable))]
    public async Task A_field_that_can_not_be_given_on_create_is_refused_before_any_call(Vendor vendor, string field)
    {
        var result = await CreateAsync(vendor, field, lenient: false);

        result.State.ShouldBe(OperationState.Refused);
        result.Errors.Where(error => error.Code == VendorErrors.UnsupportedField).Select(error => error.Field).ShouldBe([field]);
    }

    [Theory]
    [MemberData(nameof(NotCreatable))]
    public async Task A_lenient_caller_gets_the_omitted_field_of_a_create_as_a_loss(Vendor vendor, string field)
    {
        var result = await CreateAsync(vendor, field, lenient: true);

        result.Errors.ShouldNotContain(error => error.Code == VendorErrors.UnsupportedField);
        // Other required fields may still be missing. The loss is reported only with a plan.
        if (result.State == OperationState.Planned)
            result.Losses.ShouldContain(loss => loss.Field == field);
    }

    [Theory]
    [MemberData(nameof(NotUpdatable))]
    public async Task A_field_that_can_not_be_changed_is_refused_or_left_out_of_the_update(Vendor vendor, string field)
    {
        var project = (await fleet.ProjectsAsync(vendor)).First(project => project.Archived is not true);
        var input = new Dictionary<string, object?>
        {
            [field] = Value(field, project),
            ["name"] = "Another name",
            ["dryRun"] = true,
        };

        (await fleet.Host.RunAsync(UnifiedOperations.Update, input, project.Id)).Errors.ShouldContain(error =>
            error.Code == VendorErrors.UnsupportedField && error.Field == field
        );
        input["lenient"] = true;
        var lenient = await fleet.Host.RunAsync(UnifiedOperations.Update, input, project.Id);
        lenient.State.ShouldBe(OperationState.Planned, string.Join(' ', lenient.Errors));
        lenient.Losses.ShouldContain(loss => loss.Field == field);
    }

    [Theory]
    [MemberData(nameof(Vendors))]
    public async Task An_operation_that_is_not_listed_is_refused_without_a_call(Vendor vendor)
    {
        var connector = VendorRegistry.BuiltIn.Find(vendor)!;
        var project = (await fleet.ProjectsAsync(vendor))[0];
        foreach (
            var operation in VendorRegistry
                .BuiltIn.Unified.Where(operation =>
                    operation.TakesProject && operation.Name is not (UnifiedOperations.Refresh or UnifiedOperations.Copy)
                )
                .Where(operation => connector.Unified.All(support => support.Name != operation.Name))
        )
        {
            var result = await fleet.Host.RunAsync(operation.Name, new Dictionary<string, object?> { ["dryRun"] = true }, project.Id);
            result.Errors.Select(error => error.Code).ShouldBe([VendorErrors.UnsupportedOperation], operation.Name);
        }
    }

    private static IEnumerable<string> Inputs() =>
        VendorRegistry
            .BuiltIn.Unified.Single(operation => operation.Name == UnifiedOperations.Create)
            .Input.Fields.Where(field => field.Shape is not InputShape.Nested && !Settings.Contains(field.Name))
            .Select(field => field.Name);

    private async Task<OperationResult> CreateAsync(Vendor vendor, string field, bool lenient)
    {
        var project = (await fleet.ProjectsAsync(vendor)).First(project => project.Company is not null || vendor == Vendor.CoreData);
        var input = new Dictionary<string, object?>
        {
            ["name"] = "New",
            [field] = Value(field, project),
            ["vendorAccountId"] = project.VendorAccountId,
            ["dryRun"] = true,
            ["lenient"] = lenient,
        };
        return await fleet.Host.RunAsync(UnifiedOperations.Create, input);
    }

    private static object? Value(string field, Project project) =>
        VendorRegistry.BuiltIn.Unified.Single(operation => operation.Name == UnifiedOperations.Create).Input.Find(field)!.Shape switch
        {
            InputShape.Choice => "IN_PROGRESS",
            InputShape.Many { Element: InputShape.Scalar { Kind: FieldKind.Long } } => new List<object?>
            {
                project.Managers.FirstOrDefault()?.Id ?? 1L,
            },
            InputShape.Many => new List<object?> { "text" },
            InputShape.Scalar { Kind: FieldKind.Text } => "text",
            InputShape.Scalar { Kind: FieldKind.Int } => 10,
            InputShape.Scalar { Kind: FieldKind.Decimal } => 10m,
            InputShape.Scalar { Kind: FieldKind.Date } => "2026-01-02",
            InputShape.Scalar { Kind: FieldKind.Long } => 1L,
            _ => new Dictionary<string, object?> { ["a"] = 1 },
        };
}

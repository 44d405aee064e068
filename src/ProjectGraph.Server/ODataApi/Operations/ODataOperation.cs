using ProjectGraph.Vendors;
using ProjectGraph.Vendors.Inputs;

namespace ProjectGraph.Server.ODataApi.Operations;

/// <summary>A unified or vendor operation as an OData action.</summary>
/// <param name="Name">The action's name in PascalCase.</param>
/// <param name="RunsAs">The operation's name.</param>
/// <param name="TakesProject">Whether the action is bound to a project.</param>
internal sealed record ODataOperation(string Name, string RunsAs, string Description, InputModel Input, bool TakesProject)
{
    /// <summary>The input field that the bound project fills.</summary>
    public const string ProjectId = "projectId";

    public static IReadOnlyList<ODataOperation> Of(VendorRegistry vendors) =>
    [
        .. vendors.Unified.Select(operation => Of(operation.Name, operation.Description, operation.Input, operation.TakesProject)),
        .. vendors.Operations.Select(operation => Of(operation.Name, operation.Description, operation.Input, operation.TakesProject)),
    ];

    public IEnumerable<InputField> Parameters => Input.Fields.Where(input => !TakesProject || input.Name != ProjectId);

    public static string PascalCase(string name) => char.ToUpperInvariant(name[0]) + name[1..];

    private static ODataOperation Of(string name, string description, InputModel input, bool takesProject) =>
        new(PascalCase(name), name, description, input, takesProject);
}

using ProjectGraph.Vendors;
using ProjectGraph.Vendors.Inputs;

namespace ProjectGraph.Server.ODataApi.Operations;

/// <summary>A unified or vendor operation as an OData action.</summary>
/// <param name="Name">The action's name in PascalCase.</param>
/// <param name="OperationName">The operation's name.</param>
/// <param name="TakesProject">Whether the action is bound to a project.</param>
internal sealed record ODataOperation(string Name, string OperationName, string Description, InputModel Input, bool TakesProject)
{
    /// <summary>The input field that the bound project fills.</summary>
    public const string ProjectIdField = "projectId";

    public static IReadOnlyList<ODataOperation> Create(VendorRegistry vendors) =>
        [
            .. vendors.Unified.Select(operation => Create(operation.Name, operation.Description, operation.Input, operation.TakesProject)),
            .. vendors.Operations.Select(operation =>
                Create(operation.Name, operation.Description, operation.Input, operation.TakesProject)
            ),
        ];

    public IEnumerable<InputField> Parameters => Input.Fields.Where(input => !TakesProject || input.Name != ProjectIdField);

    public static string ToPascalCase(string name) => char.ToUpperInvariant(name[0]) + name[1..];

    private static ODataOperation Create(string name, string description, InputModel input, bool takesProject) =>
        new(ToPascalCase(name), name, description, input, takesProject);
}

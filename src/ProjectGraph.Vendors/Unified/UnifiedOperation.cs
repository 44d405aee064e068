using ProjectGraph.Vendors.Inputs;
using ProjectGraph.Vendors.Operations;

namespace ProjectGraph.Vendors.Unified;

/// <summary>An operation that is the same for all vendors, as GraphQL's mutation and OData's action of the same name.</summary>
public sealed class UnifiedOperation
{
    private readonly Lazy<InputModel> input;

    internal UnifiedOperation(string name, string description, Type inputType, bool takesProject, OperationResultKind result)
    {
        (Name, Description, InputType, TakesProject, Result) = (name, description, inputType, takesProject, result);
        input = new(() => OperationInputs.Whole(InputModel.Of(InputType), TakesProject));
    }

    public string Name { get; }
    public string Description { get; }
    public bool TakesProject { get; }
    public OperationResultKind Result { get; }

    /// <summary>All that a caller can give.</summary>
    public InputModel Input => input.Value;

    internal Type InputType { get; }
}

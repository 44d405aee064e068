using ProjectGraph.Vendors.Inputs;
using ProjectGraph.Vendors.Operations;

namespace ProjectGraph.Vendors.Unified;

/// <summary>An operation that is the same for all vendors, exposed as a GraphQL mutation and an OData action of the same name.</summary>
public sealed class UnifiedOperation
{
    private readonly Lazy<InputModel> _own;
    private readonly Lazy<InputModel> _input;

    internal UnifiedOperation(
        InputReflection inputs,
        string name,
        string description,
        Type inputType,
        bool takesProject,
        OperationResultKind result
    )
    {
        (Name, Description, TakesProject, Result) = (name, description, takesProject, result);
        _own = new(() => inputs.GetModel(inputType));
        _input = new(() => OperationInputs.Combine(_own.Value, TakesProject));
    }

    public string Name { get; }
    public string Description { get; }
    public bool TakesProject { get; }
    public OperationResultKind Result { get; }

    /// <summary>All fields that a caller can give.</summary>
    public InputModel Input => _input.Value;

    /// <summary>The operation's own fields, which are bound to its input record.</summary>
    internal InputModel OwnInput => _own.Value;
}

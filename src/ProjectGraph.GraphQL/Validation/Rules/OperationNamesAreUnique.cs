using ProjectGraph.GraphQL.Language;

namespace ProjectGraph.GraphQL.Validation.Rules;

/// <summary>Spec section 5.2.2.1.</summary>
internal sealed class OperationNamesAreUnique(ValidationContext context) : ValidationRule(context)
{
    private Dictionary<string, NameNode>? _known;

    public override void EnterOperation(OperationNode operation)
    {
        if (operation.Name is not { } name || Context.OperationCount == 1)
            return;
        _known ??= new(StringComparer.Ordinal);
        if (_known.TryAdd(name.Value, name))
            return;
        Context.Report($"There can be only one operation named \"{name.Value}\".", _known[name.Value].Location, name.Location);
    }
}

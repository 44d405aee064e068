using ProjectGraph.GraphQL.Language;

namespace ProjectGraph.GraphQL.Validation;

/// <summary>Collects the facts of each definition, so that rules can use those of fragments later in the text.</summary>
internal sealed class FactCollector(ValidationContext context) : ValidationRule(context)
{
    private DefinitionFacts _facts = new();
    private bool _inVariableDefinition;

    public override void EnterDefinition(ExecutableDefinitionNode definition)
    {
        _facts = new DefinitionFacts();
        Context.Facts.Add(definition, _facts);
    }

    public override void EnterVariableDefinition(VariableDefinitionNode variable) => _inVariableDefinition = true;

    public override void LeaveVariableDefinition(VariableDefinitionNode variable) => _inVariableDefinition = false;

    public override void EnterSpread(FragmentSpreadNode spread) => _facts.Add(spread);

    public override void EnterValue(ValueNode value)
    {
        if (value is VariableNode variable && !_inVariableDefinition)
            _facts.Add(new VariableUsage(variable, Scope.Input, Scope.InputDefault, Scope.InputParent));
    }
}

using ProjectGraph.GraphQL.Language;
using ProjectGraph.GraphQL.Types;

namespace ProjectGraph.GraphQL.Validation;

/// <summary>
/// Visits a document once for all rules and tracks the types at each node. The parser's nesting limit bounds its depth.
/// </summary>
internal sealed partial class DocumentWalker(ValidationContext context, ValidationRule[] rules)
{
    private Schema Schema => context.Schema;

    public void Walk()
    {
        foreach (ValidationRule rule in rules)
            rule.EnterDocument(context.Document);
        foreach (DefinitionNode node in context.Document.Definitions)
        {
            if (node is not ExecutableDefinitionNode definition)
                continue;
            context.Scope = default;
            foreach (ValidationRule rule in rules)
                rule.EnterDefinition(definition);
            if (definition is OperationNode operation)
                WalkOperation(operation);
            else
                WalkFragment((FragmentNode)definition);
        }

        context.Scope = default;
        foreach (ValidationRule rule in rules)
            rule.LeaveDocument(context.Document);
    }

    private void WalkOperation(OperationNode operation)
    {
        context.Scope = new TypeScope { Output = Schema.GetRootType(operation.Kind) };
        foreach (ValidationRule rule in rules)
            rule.EnterOperation(operation);
        foreach (VariableDefinitionNode variable in operation.Variables)
            WalkVariableDefinition(variable);
        WalkDirectives(
            operation.Directives,
            operation.Kind switch
            {
                OperationKind.Query => DirectiveLocation.Query,
                OperationKind.Mutation => DirectiveLocation.Mutation,
                _ => DirectiveLocation.Subscription,
            }
        );
        WalkSelections(operation.SelectionSet);
    }

    private void WalkFragment(FragmentNode fragment)
    {
        context.Scope = new TypeScope { Output = OutputType(fragment.TypeCondition) };
        foreach (ValidationRule rule in rules)
            rule.EnterFragment(fragment);
        WalkType(fragment.TypeCondition);
        WalkDirectives(fragment.Directives, DirectiveLocation.FragmentDefinition);
        WalkSelections(fragment.SelectionSet);
    }

    private void WalkVariableDefinition(VariableDefinitionNode variable)
    {
        TypeScope outer = context.Scope;
        context.Scope = outer with { Input = Schema.ResolveType(variable.Type) };
        foreach (ValidationRule rule in rules)
            rule.EnterVariableDefinition(variable);
        WalkType(variable.Type);
        if (variable.DefaultValue is not null)
            WalkInput(variable.DefaultValue);
        WalkDirectives(variable.Directives, DirectiveLocation.VariableDefinition);
        foreach (ValidationRule rule in rules)
            rule.LeaveVariableDefinition(variable);
        context.Scope = outer;
    }

    private void WalkType(TypeNode type)
    {
        while (type is not NamedTypeNode)
            type = type is ListTypeNode list ? list.Item : ((NonNullTypeNode)type).Inner;
        foreach (ValidationRule rule in rules)
            rule.EnterNamedType((NamedTypeNode)type);
    }

    private void WalkSelections(SelectionSetNode selections)
    {
        TypeScope outer = context.Scope;
        TypeScope inner = new() { Parent = outer.Output?.InnermostType as CompositeType };
        foreach (SelectionNode selection in selections.Selections)
        {
            context.Scope = inner;
            switch (selection)
            {
                case FieldNode field:
                    WalkField(field, inner);
                    break;
                case InlineFragmentNode inline:
                    WalkInlineFragment(inline, inner);
                    break;
                case FragmentSpreadNode spread:
                    WalkSpread(spread);
                    break;
            }
        }

        context.Scope = outer;
    }

    private void WalkField(FieldNode field, TypeScope scope)
    {
        FieldDefinition? definition = scope.Parent is null ? null : Schema.FindField(scope.Parent, field.Name);
        context.Scope = scope with { Field = definition, Output = definition?.Type };
        foreach (ValidationRule rule in rules)
            rule.EnterField(field);
        WalkArguments(field.Arguments, definition?.Arguments);
        WalkDirectives(field.Directives, DirectiveLocation.Field);
        if (field.SelectionSet is not null)
            WalkSelections(field.SelectionSet);
    }

    private void WalkInlineFragment(InlineFragmentNode inline, TypeScope scope)
    {
        context.Scope = scope with { Output = inline.TypeCondition is null ? scope.Parent : OutputType(inline.TypeCondition) };
        foreach (ValidationRule rule in rules)
            rule.EnterInlineFragment(inline);
        if (inline.TypeCondition is not null)
            WalkType(inline.TypeCondition);
        WalkDirectives(inline.Directives, DirectiveLocation.InlineFragment);
        WalkSelections(inline.SelectionSet);
    }

    private void WalkSpread(FragmentSpreadNode spread)
    {
        foreach (ValidationRule rule in rules)
            rule.EnterSpread(spread);
        WalkDirectives(spread.Directives, DirectiveLocation.FragmentSpread);
    }

    private NamedType? OutputType(NamedTypeNode condition) => Schema.FindType(condition.Name) is { IsOutput: true } type ? type : null;
}

using System.Collections.Immutable;
using ProjectGraph.GraphQL.Language;

namespace ProjectGraph.GraphQL.Validation;

/// <summary>One rule. The walker calls what it visits; a rule overrides what it cares for.</summary>
internal abstract class ValidationRule(ValidationContext context)
{
    protected ValidationContext Context { get; } = context;

    protected TypeScope Scope => Context.Scope;

    public virtual void EnterDocument(DocumentNode document)
    {
    }

    public virtual void LeaveDocument(DocumentNode document)
    {
    }

    public virtual void EnterDefinition(ExecutableDefinitionNode definition)
    {
    }

    public virtual void EnterOperation(OperationNode operation)
    {
    }

    public virtual void EnterFragment(FragmentNode fragment)
    {
    }

    public virtual void EnterVariableDefinition(VariableDefinitionNode variable)
    {
    }

    public virtual void LeaveVariableDefinition(VariableDefinitionNode variable)
    {
    }

    public virtual void EnterField(FieldNode field)
    {
    }

    public virtual void EnterInlineFragment(InlineFragmentNode inline)
    {
    }

    public virtual void EnterSpread(FragmentSpreadNode spread)
    {
    }

    public virtual void EnterDirectives(ImmutableArray<DirectiveNode> directives, DirectiveLocation location)
    {
    }

    public virtual void EnterDirective(DirectiveNode directive, DirectiveLocation location)
    {
    }

    /// <summary>The arguments of a field or directive, whose definition is in the scope.</summary>
    public virtual void EnterArguments(ImmutableArray<ArgumentNode> arguments)
    {
    }

    /// <summary>The outermost value of an argument or default, with its type in the scope.</summary>
    public virtual void EnterInput(ValueNode value)
    {
    }

    /// <summary>Any value, however deep.</summary>
    public virtual void EnterValue(ValueNode value)
    {
    }

    public virtual void EnterNamedType(NamedTypeNode type)
    {
    }
}

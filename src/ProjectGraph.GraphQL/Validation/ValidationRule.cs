using System.Collections.Immutable;
using ProjectGraph.GraphQL.Language;

namespace ProjectGraph.GraphQL.Validation;

/// <summary>
/// A validation rule. The walker calls it for each visited node, and a rule overrides the calls that it needs.
/// </summary>
internal abstract class ValidationRule(ValidationContext context)
{
    protected ValidationContext Context { get; } = context;

    protected TypeScope Scope => Context.Scope;

    public virtual void EnterDocument(DocumentNode document) { }

    public virtual void LeaveDocument(DocumentNode document) { }

    public virtual void EnterDefinition(ExecutableDefinitionNode definition) { }

    public virtual void EnterOperation(OperationNode operation) { }

    public virtual void EnterFragment(FragmentNode fragment) { }

    public virtual void EnterVariableDefinition(VariableDefinitionNode variable) { }

    public virtual void LeaveVariableDefinition(VariableDefinitionNode variable) { }

    public virtual void EnterField(FieldNode field) { }

    public virtual void EnterInlineFragment(InlineFragmentNode inline) { }

    public virtual void EnterSpread(FragmentSpreadNode spread) { }

    public virtual void EnterDirectives(ImmutableArray<DirectiveNode> directives, DirectiveLocation location) { }

    public virtual void EnterDirective(DirectiveNode directive, DirectiveLocation location) { }

    /// <summary>Visits the arguments of a field or directive. The scope contains its definition.</summary>
    public virtual void EnterArguments(ImmutableArray<ArgumentNode> arguments) { }

    /// <summary>Visits the outermost value of an argument or default. The scope contains its type.</summary>
    public virtual void EnterInput(ValueNode value) { }

    /// <summary>Visits any value, at any depth.</summary>
    public virtual void EnterValue(ValueNode value) { }

    public virtual void EnterNamedType(NamedTypeNode type) { }
}

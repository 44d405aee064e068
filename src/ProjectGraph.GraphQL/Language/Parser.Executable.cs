using System.Collections.Immutable;

namespace ProjectGraph.GraphQL.Language;

public sealed partial class Parser
{
    // OperationDefinition : Description? OperationType Name? VariablesDefinition? Directives? SelectionSet | SelectionSet
    private OperationNode ParseOperation(SourceLocation location, DescriptionNode? description)
    {
        if (_token.Kind == TokenKind.BraceLeft)
            return new OperationNode(OperationKind.Query, null, description, [], [], ParseSelectionSet(), location);

        OperationKind kind = ParseOperationType();
        NameNode? name = _token.Kind == TokenKind.Name ? ParseName() : null;
        ImmutableArray<VariableDefinitionNode> variables = OptionalMany(
            TokenKind.ParenLeft,
            static parser => parser.ParseVariableDefinition(),
            TokenKind.ParenRight
        );
        return new OperationNode(kind, name, description, variables, ParseDirectives(false), ParseSelectionSet(), location);
    }

    // OperationType : one of query mutation subscription
    private OperationKind ParseOperationType()
    {
        Token token = Expect(TokenKind.Name);
        return token.Value switch
        {
            "query" => OperationKind.Query,
            "mutation" => OperationKind.Mutation,
            "subscription" => OperationKind.Subscription,
            _ => throw CreateUnexpectedTokenError(token),
        };
    }

    // VariableDefinition : Description? Variable : Type DefaultValue? Directives[Const]?
    private VariableDefinitionNode ParseVariableDefinition()
    {
        SourceLocation location = _token.Location;
        DescriptionNode? description = ParseDescription();
        VariableNode variable = ParseVariable();
        Expect(TokenKind.Colon);
        TypeNode type = ParseTypeReference();
        return new VariableDefinitionNode(variable, description, type, ParseDefaultValue(), ParseDirectives(true), location);
    }

    // Variable : $ Name
    private VariableNode ParseVariable()
    {
        SourceLocation location = Expect(TokenKind.Dollar).Location;
        return new VariableNode(Expect(TokenKind.Name).Value!, location);
    }

    // DefaultValue : = Value[Const]
    private ValueNode? ParseDefaultValue() => TakeIf(TokenKind.Equals) ? ParseValue(isConst: true) : null;

    // SelectionSet : { Selection+ }
    private SelectionSetNode ParseSelectionSet()
    {
        SourceLocation location = _token.Location;
        return new SelectionSetNode(Many(TokenKind.BraceLeft, static parser => parser.ParseSelection(), TokenKind.BraceRight), location);
    }

    // Selection : Field | FragmentSpread | InlineFragment
    private SelectionNode ParseSelection() => _token.Kind == TokenKind.Spread ? ParseSpread() : ParseField();

    // Field : Alias? Name Arguments? Directives? SelectionSet?
    private FieldNode ParseField()
    {
        Token first = Expect(TokenKind.Name);
        string? alias = null;
        string name = first.Value!;
        if (TakeIf(TokenKind.Colon))
            (alias, name) = (name, Expect(TokenKind.Name).Value!);
        ImmutableArray<ArgumentNode> arguments = ParseArguments(isConst: false);
        ImmutableArray<DirectiveNode> directives = ParseDirectives(isConst: false);
        SelectionSetNode? selectionSet = _token.Kind == TokenKind.BraceLeft ? ParseSelectionSet() : null;
        return new FieldNode(alias, name, arguments, directives, selectionSet, first.Location);
    }

    // FragmentSpread : ... FragmentName Directives?
    // InlineFragment : ... TypeCondition? Directives? SelectionSet
    private SelectionNode ParseSpread()
    {
        SourceLocation location = Expect(TokenKind.Spread).Location;
        bool hasCondition = TakeKeyword("on");
        if (!hasCondition && _token.Kind == TokenKind.Name)
            return new FragmentSpreadNode(ParseFragmentName(), ParseDirectives(false), location);
        NamedTypeNode? condition = hasCondition ? ParseNamedType() : null;
        return new InlineFragmentNode(condition, ParseDirectives(false), ParseSelectionSet(), location);
    }

    // FragmentDefinition : Description? fragment FragmentName TypeCondition Directives? SelectionSet
    // TypeCondition : on NamedType
    private FragmentNode ParseFragment(SourceLocation location, DescriptionNode? description)
    {
        ExpectKeyword("fragment");
        NameNode name = ParseFragmentName();
        ExpectKeyword("on");
        return new FragmentNode(name, description, ParseNamedType(), ParseDirectives(false), ParseSelectionSet(), location);
    }

    // FragmentName : Name but not `on`
    private NameNode ParseFragmentName() => IsKeyword("on") ? throw CreateUnexpectedTokenError() : ParseName();
}

using System.Collections.Immutable;
using ProjectGraph.GraphQL.Language;
using ProjectGraph.GraphQL.Types;

namespace ProjectGraph.GraphQL.Validation;

internal sealed partial class DocumentWalker
{
    private void WalkDirectives(ImmutableArray<DirectiveNode> directives, DirectiveLocation location)
    {
        if (directives.IsEmpty)
            return;
        TypeScope outer = context.Scope;
        foreach (ValidationRule rule in rules)
            rule.EnterDirectives(directives, location);
        foreach (DirectiveNode directive in directives)
        {
            DirectiveDefinition? definition = Schema.Directives.Find(directive.Name);
            context.Scope = outer with { Directive = definition, Field = null };
            foreach (ValidationRule rule in rules)
                rule.EnterDirective(directive, location);
            WalkArguments(directive.Arguments, definition?.Arguments);
        }

        context.Scope = outer;
    }

    private void WalkArguments(ImmutableArray<ArgumentNode> arguments, NamedList<InputValueDefinition>? definitions)
    {
        if (arguments.IsEmpty)
            return;
        TypeScope outer = context.Scope;
        foreach (ValidationRule rule in rules)
            rule.EnterArguments(arguments);
        foreach (ArgumentNode argument in arguments)
        {
            InputValueDefinition? definition = definitions?.Find(argument.Name);
            context.Scope = outer with { Input = definition?.Type, InputDefault = definition?.DefaultValue };
            WalkInput(argument.Value);
        }

        context.Scope = outer;
    }

    private void WalkInput(ValueNode value)
    {
        foreach (ValidationRule rule in rules)
            rule.EnterInput(value);
        WalkValue(value);
    }

    private void WalkValue(ValueNode value)
    {
        foreach (ValidationRule rule in rules)
            rule.EnterValue(value);
        if (value is ListValueNode list)
            WalkItems(list);
        else if (value is ObjectValueNode map)
            WalkFields(map);
    }

    private void WalkItems(ListValueNode list)
    {
        TypeScope outer = context.Scope;
        // A list for a type that is not a list: its items are visited as single values, as in the reference implementation.
        GraphQLType? item = outer.Input?.Nullable is ListType type ? type.Item : outer.Input;
        context.Scope = outer with { Input = item, InputDefault = null, InputParent = null };
        foreach (ValueNode value in list.Items)
            WalkValue(value);
        context.Scope = outer;
    }

    private void WalkFields(ObjectValueNode map)
    {
        TypeScope outer = context.Scope;
        var type = outer.Input?.InnermostType as InputObjectType;
        foreach (ObjectFieldNode field in map.Fields)
        {
            InputValueDefinition? definition = type?.Fields.Find(field.Name);
            context.Scope = outer with { Input = definition?.Type, InputDefault = definition?.DefaultValue, InputParent = type };
            WalkValue(field.Value);
        }

        context.Scope = outer;
    }
}

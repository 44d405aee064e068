using ProjectGraph.GraphQL.Language;

namespace ProjectGraph.GraphQL.Types;

/// <summary>Finds errors of a type system document that are no longer visible in the schema built from it.</summary>
internal sealed class SdlValidator
{
    private readonly DocumentNode _document;
    private readonly Dictionary<string, DirectiveDefinition> _directives;
    private readonly List<string> _errors = [];

    private SdlValidator(DocumentNode document, IEnumerable<DirectiveDefinition> directives)
    {
        _document = document;
        _directives = BuiltInDirectives
            .All.Concat(directives)
            .GroupBy(directive => directive.Name)
            .ToDictionary(group => group.Key, group => group.First());
    }

    /// <exception cref="SchemaException">The document has at least one error.</exception>
    public static void Validate(DocumentNode document, IEnumerable<DirectiveDefinition> directives)
    {
        var validator = new SdlValidator(document, directives);
        validator.CheckSchemas();
        validator.CheckExtensions();
        foreach (TypeSystemNode definition in document.Definitions.OfType<TypeSystemNode>())
            validator.Check(definition);
        if (validator._errors.Count > 0)
            throw new SchemaException(validator._errors);
    }

    // A root operation type is defined once, in the schema's definition or its extensions (spec section 3.3.1).
    private void CheckSchemas()
    {
        SchemaNode[] schemas = [.. _document.Definitions.OfType<SchemaNode>()];
        if (schemas.Count(schema => !schema.IsExtension) > 1)
            _errors.Add("Must provide only one schema definition.");
        foreach (
            IGrouping<OperationKind, RootOperationNode> roots in schemas.SelectMany(schema => schema.Operations).GroupBy(root => root.Kind)
        )
        {
            if (roots.Skip(1).Any())
                _errors.Add($"There can be only one {roots.Key.ToString().ToLowerInvariant()} type in schema.");
        }
    }

    private void CheckExtensions()
    {
        ILookup<string, TypeDefinitionNode> types = _document.Definitions.OfType<TypeDefinitionNode>().ToLookup(type => type.Name.Value);
        string[] defined = [.. types.Where(group => group.Any(type => !type.IsExtension)).Select(group => group.Key)];
        foreach (TypeDefinitionNode extension in types.SelectMany(group => group).Where(type => type.IsExtension))
        {
            string name = extension.Name.Value;
            TypeDefinitionNode? extended = types[name].FirstOrDefault(type => !type.IsExtension);
            if (extended is null)
                _errors.Add($"Cannot extend type \"{name}\" because it is not defined.{Suggestions.DidYouMean(name, defined)}");
            else if (extended.GetType() != extension.GetType())
                _errors.Add($"Cannot extend non-{DescribeKind(extension)} type \"{name}\".");
        }
    }

    private static string DescribeKind(TypeDefinitionNode type) =>
        type switch
        {
            ScalarTypeNode => "scalar",
            ObjectTypeNode => "object",
            InterfaceTypeNode => "interface",
            UnionTypeNode => "union",
            EnumTypeNode => "enum",
            _ => "input object",
        };

    private void Check(TypeSystemNode definition)
    {
        switch (definition)
        {
            case SchemaNode:
                Check(definition.Directives, DirectiveLocation.Schema);
                break;
            case DirectiveDefinitionNode directive:
                Check(directive.Arguments, DirectiveLocation.ArgumentDefinition);
                break;
            case ScalarTypeNode:
                Check(definition.Directives, DirectiveLocation.Scalar);
                break;
            case ObjectTypeNode type:
                Check(definition.Directives, DirectiveLocation.Object);
                Check(type.Fields);
                break;
            case InterfaceTypeNode type:
                Check(definition.Directives, DirectiveLocation.Interface);
                Check(type.Fields);
                break;
            case UnionTypeNode:
                Check(definition.Directives, DirectiveLocation.Union);
                break;
            case EnumTypeNode type:
                Check(definition.Directives, DirectiveLocation.Enum);
                foreach (EnumValueDefinitionNode value in type.Values)
                    Check(value.Directives, DirectiveLocation.EnumValue);
                break;
            case InputObjectTypeNode type:
                Check(definition.Directives, DirectiveLocation.InputObject);
                Check(type.Fields, DirectiveLocation.InputFieldDefinition);
                break;
        }
    }

    private void Check(IReadOnlyList<FieldDefinitionNode> fields)
    {
        foreach (FieldDefinitionNode field in fields)
        {
            Check(field.Directives, DirectiveLocation.FieldDefinition);
            Check(field.Arguments, DirectiveLocation.ArgumentDefinition);
        }
    }

    private void Check(IReadOnlyList<InputValueDefinitionNode> inputs, DirectiveLocation location)
    {
        foreach (InputValueDefinitionNode input in inputs)
            Check(input.Directives, location);
    }

    // Directives Are Defined, Are in Valid Locations, Are Unique per Location (spec section 5.7), with their arguments.
    private void Check(IReadOnlyList<DirectiveNode> directives, DirectiveLocation location)
    {
        foreach (IGrouping<string, DirectiveNode> uses in directives.GroupBy(directive => directive.Name))
        {
            if (!_directives.TryGetValue(uses.Key, out DirectiveDefinition? definition))
            {
                _errors.Add($"Unknown directive \"@{uses.Key}\".");
                continue;
            }

            if (!definition.Locations.Contains(location))
                _errors.Add($"Directive \"@{uses.Key}\" may not be used on {DirectiveLocations.ToName(location)}.");
            if (!definition.IsRepeatable && uses.Skip(1).Any())
                _errors.Add($"The directive \"@{uses.Key}\" can only be used once at this location.");
            foreach (DirectiveNode directive in uses)
                CheckArguments(directive, definition);
        }
    }

    private void CheckArguments(DirectiveNode directive, DirectiveDefinition definition)
    {
        foreach (ArgumentNode argument in directive.Arguments)
        {
            string name = argument.Name;
            if (definition.Arguments.Find(name) is not { } known)
                _errors.Add($"Unknown argument \"{name}\" on directive \"@{definition.Name}\".{SuggestArgument(name, definition)}");
            else if (!LiteralCoercion.TryCoerce(argument.Value, known.Type, null, out _))
                _errors.Add($"Argument \"{name}\" has invalid value {argument.Value}.");
        }

        string[] given = [.. directive.Arguments.Select(argument => argument.Name)];
        foreach (string duplicate in given.GroupBy(name => name).Where(group => group.Skip(1).Any()).Select(group => group.Key))
            _errors.Add($"There can be only one argument named \"{duplicate}\".");
        foreach (
            InputValueDefinition missing in definition.Arguments.Where(argument => argument.IsRequired && !given.Contains(argument.Name))
        )
        {
            _errors.Add(
                $"Directive \"@{definition.Name}\" argument \"{missing.Name}\" of type \"{missing.Type}\" is required, but it was not provided."
            );
        }
    }

    private static string SuggestArgument(string name, DirectiveDefinition definition) =>
        Suggestions.DidYouMean(name, definition.Arguments.Names);
}

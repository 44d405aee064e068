using ProjectGraph.GraphQL.Language;

namespace ProjectGraph.GraphQL.Types;

/// <summary>Performs the type validation of spec section 3, and collects all errors.</summary>
internal sealed partial class SchemaValidator
{
    private readonly Schema _schema;
    private readonly List<string> _errors = [];

    private SchemaValidator(Schema schema) => _schema = schema;

    /// <exception cref="SchemaException">The schema has at least one error.</exception>
    public static void Validate(Schema schema)
    {
        var validator = new SchemaValidator(schema);
        validator.CheckRoots();
        foreach (DirectiveDefinition directive in schema.Directives)
            validator.CheckDirective(directive);
        foreach (NamedType type in schema.Types)
            validator.CheckType(type);
        new InputCycles(validator._errors).Check(schema.Types.OfType<InputObjectType>());
        // Defaults are coerced only when their types are valid.
        if (validator._errors.Count == 0)
            validator.CheckDefaults();
        if (validator._errors.Count > 0)
            throw new SchemaException(validator._errors);
    }

    private void CheckRoots()
    {
        if (_schema.QueryType is null)
            _errors.Add("Query root type must be provided.");
        var roots = Enum.GetValues<OperationKind>()
            .Select(kind => (Kind: kind.ToString().ToLowerInvariant(), Type: _schema.GetRootType(kind)))
            .Where(root => root.Type is not null)
            .GroupBy(root => root.Type);
        foreach (var group in roots.Where(group => group.Count() > 1))
        {
            string kinds = Suggestions.JoinWithAnd([.. group.Select(root => root.Kind)]);
            _errors.Add($"All root types must be different, \"{group.Key!.Name}\" type is used as {kinds} root types.");
        }
    }

    private void CheckDirective(DirectiveDefinition directive)
    {
        CheckName(directive);
        if (directive.Locations.Count == 0)
            _errors.Add($"Directive @{directive.Name} must include 1 or more locations.");
        foreach (InputValueDefinition argument in directive.Arguments)
        {
            CheckName(argument);
            if (!argument.Type.IsInput)
                _errors.Add($"The type of @{directive.Name}({argument.Name}:) must be Input Type but got: {argument.Type}.");
            if (argument.IsRequired && argument.DeprecationReason is not null)
                _errors.Add($"Required argument @{directive.Name}({argument.Name}:) cannot be deprecated.");
        }
    }

    private void CheckType(NamedType type)
    {
        CheckName(type);
        switch (type)
        {
            case ObjectOrInterfaceType fielded:
                CheckFields(fielded);
                CheckInterfaces(fielded);
                break;
            case UnionType union:
                CheckUnion(union);
                break;
            case EnumType e:
                CheckEnum(e);
                break;
            case InputObjectType input:
                CheckInputObject(input);
                break;
        }
    }

    private void CheckName(ISchemaElement element)
    {
        if (element.Name.StartsWith("__", StringComparison.Ordinal))
            _errors.Add($"Name \"{element.Name}\" must not begin with \"__\", which is reserved by GraphQL introspection.");
        else if (!Characters.IsName(element.Name))
            _errors.Add($"Names must only contain [_a-zA-Z0-9] but \"{element.Name}\" does not.");
    }

    private void CheckFields(ObjectOrInterfaceType type)
    {
        if (type.Fields.Count == 0)
            _errors.Add($"Type {type.Name} must define one or more fields.");
        foreach (FieldDefinition field in type.Fields)
        {
            CheckName(field);
            if (!field.Type.IsOutput)
                _errors.Add($"The type of {type.Name}.{field.Name} must be Output Type but got: {field.Type}.");
            foreach (InputValueDefinition argument in field.Arguments)
                CheckArgument($"{type.Name}.{field.Name}({argument.Name}:)", argument);
        }
    }

    private void CheckArgument(string place, InputValueDefinition argument)
    {
        CheckName(argument);
        if (!argument.Type.IsInput)
            _errors.Add($"The type of {place} must be Input Type but got: {argument.Type}.");
        if (argument.IsRequired && argument.DeprecationReason is not null)
            _errors.Add($"Required argument {place} cannot be deprecated.");
    }

    private void CheckUnion(UnionType union)
    {
        if (union.Members.Count == 0)
            _errors.Add($"Union type {union.Name} must define one or more member types.");
        foreach (var duplicate in union.Members.GroupBy(member => member.Name).Where(group => group.Count() > 1))
            _errors.Add($"Union type {union.Name} can only include type {duplicate.Key} once.");
    }

    private void CheckEnum(EnumType type)
    {
        if (type.Values.Count == 0)
            _errors.Add($"Enum type {type.Name} must define one or more values.");
        foreach (EnumValue value in type.Values)
        {
            CheckName(value);
            if (value.Name is "true" or "false" or "null")
                _errors.Add($"Enum type {type.Name} cannot include value: {value.Name}.");
        }
    }

    private void CheckInputObject(InputObjectType type)
    {
        if (type.Fields.Count == 0)
            _errors.Add($"Input Object type {type.Name} must define one or more fields.");
        foreach (InputValueDefinition field in type.Fields)
        {
            CheckName(field);
            string place = $"{type.Name}.{field.Name}";
            if (!field.Type.IsInput)
                _errors.Add($"The type of {place} must be Input Type but got: {field.Type}.");
            if (field.IsRequired && field.DeprecationReason is not null)
                _errors.Add($"Required input field {place} cannot be deprecated.");
            if (type.IsOneOf && field.Type.IsNonNull)
                _errors.Add($"OneOf input field {place} must be nullable.");
            if (type.IsOneOf && field.DefaultValue is not null)
                _errors.Add($"OneOf input field {place} cannot have a default value.");
        }
    }

    private void CheckDefaults()
    {
        foreach ((string place, InputValueDefinition input) in GetInputValues())
        {
            if (input.DefaultValue is not null && !LiteralCoercion.TryCoerce(input.DefaultValue, input.Type, null, out _))
                _errors.Add($"{place} has invalid default value: {input.DefaultValue} is not of type {input.Type}.");
        }
    }

    private IEnumerable<(string Place, InputValueDefinition Input)> GetInputValues()
    {
        foreach (ObjectOrInterfaceType type in _schema.Types.OfType<ObjectOrInterfaceType>())
        {
            foreach (FieldDefinition field in type.Fields)
            {
                foreach (InputValueDefinition argument in field.Arguments)
                    yield return ($"{type.Name}.{field.Name}({argument.Name}:)", argument);
            }
        }

        foreach (InputObjectType type in _schema.Types.OfType<InputObjectType>())
        {
            foreach (InputValueDefinition field in type.Fields)
                yield return ($"{type.Name}.{field.Name}", field);
        }

        foreach (DirectiveDefinition directive in _schema.Directives)
        {
            foreach (InputValueDefinition argument in directive.Arguments)
                yield return ($"@{directive.Name}({argument.Name}:)", argument);
        }
    }
}

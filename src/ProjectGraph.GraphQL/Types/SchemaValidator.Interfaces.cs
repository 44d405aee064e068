namespace ProjectGraph.GraphQL.Types;

// IsValidImplementation() of spec section 3.6.
internal sealed partial class SchemaValidator
{
    private void CheckInterfaces(ObjectOrInterfaceType type)
    {
        var seen = new HashSet<InterfaceType>();
        foreach (InterfaceType contract in type.Interfaces)
        {
            if (ReferenceEquals(contract, type))
            {
                _errors.Add($"Type {type.Name} cannot implement itself because it would create a circular reference.");
            }
            else if (!seen.Add(contract))
            {
                _errors.Add($"Type {type.Name} can only implement {contract.Name} once.");
            }
            else
            {
                CheckAncestors(type, contract);
                foreach (FieldDefinition expected in contract.Fields)
                    CheckImplementation(type, contract, expected);
            }
        }
    }

    private void CheckAncestors(ObjectOrInterfaceType type, InterfaceType contract)
    {
        foreach (InterfaceType ancestor in contract.Interfaces.Where(ancestor => !type.Interfaces.Contains(ancestor)))
        {
            _errors.Add(
                ReferenceEquals(ancestor, type)
                    ? $"Type {type.Name} cannot implement {contract.Name} because it would create a circular reference."
                    : $"Type {type.Name} must implement {ancestor.Name} because it is implemented by {contract.Name}."
            );
        }
    }

    private void CheckImplementation(ObjectOrInterfaceType type, InterfaceType contract, FieldDefinition expected)
    {
        string expectedPlace = $"{contract.Name}.{expected.Name}";
        string place = $"{type.Name}.{expected.Name}";
        FieldDefinition? field = type.Fields.Find(expected.Name);
        if (field is null)
        {
            _errors.Add($"Interface field {expectedPlace} expected but {type.Name} does not provide it.");
            return;
        }

        if (!Schema.IsSubType(expected.Type, field.Type))
            _errors.Add($"Interface field {expectedPlace} expects type {expected.Type} but {place} is type {field.Type}.");
        if (field.DeprecationReason is not null && expected.DeprecationReason is null)
            _errors.Add($"Interface field {expectedPlace} is not deprecated, so implementation field {place} must not be deprecated.");
        CheckArguments(expectedPlace, expected, place, field);
    }

    private void CheckArguments(string expectedPlace, FieldDefinition expected, string place, FieldDefinition field)
    {
        foreach (InputValueDefinition argument in expected.Arguments)
        {
            InputValueDefinition? own = field.Arguments.Find(argument.Name);
            if (own is null)
            {
                _errors.Add($"Interface field argument {expectedPlace}({argument.Name}:) expected but {place} does not provide it.");
            }
            else if (!GraphQLType.AreEqual(argument.Type, own.Type))
            {
                _errors.Add(
                    $"Interface field argument {expectedPlace}({argument.Name}:) expects type {argument.Type} "
                        + $"but {place}({argument.Name}:) is type {own.Type}."
                );
            }
        }

        foreach (InputValueDefinition extra in field.Arguments.Where(own => own.IsRequired && expected.Arguments.Find(own.Name) is null))
        {
            _errors.Add(
                $"Argument \"{place}({extra.Name}:)\" must not be required type \"{extra.Type}\" "
                    + $"if not provided by the Interface field \"{expectedPlace}\"."
            );
        }
    }
}

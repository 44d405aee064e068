using ProjectGraph.Data.Model;
using ProjectGraph.GraphQL.Types;
using ProjectGraph.Vendors.Inputs;

namespace ProjectGraph.Server.GraphQLApi.Schema;

/// <summary>Builds input types from the operations' input records, and converts coerced values back to records.</summary>
internal sealed class InputTypes(FieldTypes fieldTypes, EnumTypes enums)
{
    private readonly Dictionary<string, InputObjectType> _types = new(StringComparer.Ordinal);

    public InputObjectType Get(InputModel model)
    {
        if (_types.TryGetValue(model.Name, out var known))
            return known;
        return _types[model.Name] = new(model.Name, () => Fields(model)) { Description = model.Description };
    }

    /// <summary>Gets the record's fields as arguments or input fields.</summary>
    public IEnumerable<InputValueDefinition> Fields(InputModel model) =>
        model.Fields.Select(field => new InputValueDefinition(
            field.Name,
            field.Required ? Get(field.Shape).NonNull() : Get(field.Shape),
            IsOptionalFlag(field) ? "false" : null
        )
        {
            Description = field.Description,
        });

    /// <summary>Converts a caller's values: global ids to keys, enum values to public names. Absent values stay absent.</summary>
    public static Dictionary<string, object?> Values(InputModel model, InputDictionary given)
    {
        var values = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var field in model.Fields)
            if (given.TryGetValue(field.Name, out var value))
                values[field.Name] = Value(field.Shape, value);
        return values;
    }

    private static object? Value(InputShape shape, object? value) =>
        (shape, value) switch
        {
            (_, null) => null,
            (InputShape.Scalar { IdOf: { } type }, string id) => GlobalId.Parse(id, GraphModel.Instance.Entity(type)),
            (InputShape.Choice choice, long number) => choice.Enum.Find(number)!.Name,
            (InputShape.Many many, IReadOnlyList<object?> items) => items.Select(item => Value(many.Element, item)).ToList(),
            (InputShape.Nested nested, InputDictionary fields) => Values(nested.Model, fields),
            _ => value,
        };

    private GraphQLType Get(InputShape shape) =>
        shape switch
        {
            InputShape.Scalar { IdOf: not null } => Scalars.Id,
            InputShape.Scalar scalar => fieldTypes.Get(scalar.Kind, null),
            InputShape.Choice choice => enums.Get(choice.Enum),
            InputShape.Many many => Get(many.Element).NonNull().List(),
            InputShape.Nested nested => Get(nested.Model),
            _ => throw new InvalidOperationException($"{shape} has no GraphQL type."),
        };

    // An optional non-null Boolean is false if omitted.
    private static bool IsOptionalFlag(InputField field) => field.Name is "dryRun" or "lenient" && !field.Required;
}

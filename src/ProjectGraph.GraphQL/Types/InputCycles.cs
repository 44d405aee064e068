using ProjectGraph.GraphQL.Language;

namespace ProjectGraph.GraphQL.Types;

/// <summary>
/// Finds input objects that no finite value can satisfy, and input objects with circular defaults (spec section 3.10, type
/// validation).
/// </summary>
internal sealed class InputCycles(List<string> errors)
{
    private readonly HashSet<InputObjectType> _checked = [];
    private readonly HashSet<InputValueDefinition> _checkedDefaults = [];
    private readonly List<InputObjectType> _path = [];
    private readonly List<string> _fieldPath = [];

    public void Check(IEnumerable<InputObjectType> types)
    {
        InputObjectType[] all = [.. types];
        foreach (InputObjectType type in all)
            VisitNonNull(type);
        CheckOneOf(all);
        if (errors.Count > 0)
            return;
        foreach (InputObjectType type in all)
        {
            foreach (InputValueDefinition field in type.Fields)
                VisitDefault(type, field, []);
        }
    }

    private void VisitNonNull(InputObjectType type)
    {
        if (!_checked.Add(type))
            return;
        _path.Add(type);
        foreach (InputValueDefinition field in type.Fields)
        {
            if (field.Type is not NonNullType { Inner: InputObjectType next })
                continue;
            _fieldPath.Add(field.Name);
            int start = _path.IndexOf(next);
            if (start < 0)
            {
                VisitNonNull(next);
            }
            else
            {
                errors.Add(
                    $"Cannot reference Input Object {next.Name} within itself through a series of non-null fields: "
                        + $"\"{string.Join('.', _fieldPath.Skip(start))}\"."
                );
            }

            _fieldPath.RemoveAt(_fieldPath.Count - 1);
        }

        _path.RemoveAt(_path.Count - 1);
    }

    // Extends the set of types with a finite value until nothing is added. The remaining types have none.
    private void CheckOneOf(InputObjectType[] all)
    {
        var finite = new HashSet<InputObjectType>();
        while (all.Any(type => !finite.Contains(type) && HasFiniteValue(type, finite) && finite.Add(type))) { }

        foreach (InputObjectType type in all.Where(type => type is { IsOneOf: true, Fields.Count: > 0 } && !finite.Contains(type)))
        {
            errors.Add(
                $"OneOf Input Object {type.Name} must be inhabited but all fields recursively reference only other OneOf "
                    + "Input Objects forming an unresolvable cycle."
            );
        }
    }

    private static bool HasFiniteValue(InputObjectType type, HashSet<InputObjectType> finite) =>
        type.IsOneOf
            ? type.Fields.Any(field => field.Type is not InputObjectType next || finite.Contains(next))
            : type.Fields.All(field => field.Type is not NonNullType { Inner: InputObjectType next } || finite.Contains(next));

    private void VisitDefault(InputObjectType type, InputValueDefinition field, List<InputValueDefinition> path)
    {
        if (field.DefaultValue is null)
            return;
        if (path.Contains(field))
        {
            errors.Add($"Invalid circular reference. The default value of Input Object field {type.Name}.{field.Name} references itself.");
            return;
        }

        if (!_checkedDefaults.Add(field))
            return;
        path.Add(field);
        VisitValue(field.Type, field.DefaultValue, path);
        path.RemoveAt(path.Count - 1);
    }

    private void VisitValue(GraphQLType type, ValueNode value, List<InputValueDefinition> path)
    {
        if (value is ListValueNode list)
        {
            foreach (ValueNode item in list.Items)
                VisitValue((type.Nullable as ListType)?.Item ?? type, item, path);
        }
        else if (value is ObjectValueNode map && type.InnermostType is InputObjectType input)
        {
            foreach (InputValueDefinition field in input.Fields)
            {
                ObjectFieldNode? given = map.Field(field.Name);
                if (given is null)
                    VisitDefault(input, field, path);
                else
                    VisitValue(field.Type, given.Value, path);
            }
        }
    }
}

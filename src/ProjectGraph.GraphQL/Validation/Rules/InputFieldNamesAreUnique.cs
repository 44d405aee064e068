using ProjectGraph.GraphQL.Language;

namespace ProjectGraph.GraphQL.Validation.Rules;

/// <summary>Spec section 5.6.3.</summary>
internal sealed class InputFieldNamesAreUnique(ValidationContext context) : ValidationRule(context)
{
    public override void EnterValue(ValueNode value)
    {
        if (value is not ObjectValueNode { Fields.Count: > 1 } map)
            return;
        var known = new Dictionary<string, NameNode>(StringComparer.Ordinal);
        foreach (ObjectFieldNode field in map.Fields)
        {
            NameNode name = field.Name;
            if (!known.TryAdd(name.Value, name))
                Context.Report($"There can be only one input field named \"{name.Value}\".", known[name.Value].Location, name.Location);
        }
    }
}

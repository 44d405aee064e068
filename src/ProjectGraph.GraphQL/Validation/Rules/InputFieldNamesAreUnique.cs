using ProjectGraph.GraphQL.Language;

namespace ProjectGraph.GraphQL.Validation.Rules;

/// <summary>Spec section 5.6.3.</summary>
internal sealed class InputFieldNamesAreUnique(ValidationContext context) : ValidationRule(context)
{
    public override void EnterValue(ValueNode value)
    {
        if (value is not ObjectValueNode map || Context.AreDistinct(map.Fields, static field => field.Name))
            return;
        var known = new Dictionary<string, ObjectFieldNode>(StringComparer.Ordinal);
        foreach (ObjectFieldNode field in map.Fields)
        {
            string name = field.Name;
            if (!known.TryAdd(name, field))
                Context.Report($"There can be only one input field named \"{name}\".", known[name].Location, field.Location);
        }
    }
}

using ProjectGraph.GraphQL.Execution;
using ProjectGraph.GraphQL.Types;

namespace ProjectGraph.Server.GraphQLApi.Costs;

/// <summary>
/// How long the lists of introspection are: counted in the schema, rounded up. It has no directives of its own, and is
/// counted like everything else.
/// </summary>
internal sealed class IntrospectionSizes
{
    private readonly Dictionary<string, double> _sizes = new(StringComparer.Ordinal);

    public IntrospectionSizes(ProjectGraph.GraphQL.Types.Schema schema)
    {
        var types = (double)schema.Types.Count;
        FieldDefinition[] fields = [.. schema.Types.OfType<FieldedType>().SelectMany(type => type.Fields)];
        _sizes["types"] = types;
        _sizes["directives"] = schema.Directives.Count;
        // On average over all types: asked of each of them, the sum is right.
        _sizes["fields"] = Math.Ceiling(fields.Length / types);
        _sizes["args"] = Math.Ceiling(fields.Sum(field => field.Arguments.Count) / (double)Math.Max(1, fields.Length));
        _sizes["inputFields"] = Math.Ceiling(schema.Types.OfType<InputObjectType>().Sum(type => type.Fields.Count) / types);
        _sizes["enumValues"] = Math.Ceiling(schema.Types.OfType<EnumType>().Sum(type => type.Values.Count) / types);
        _sizes["interfaces"] = 1;
        _sizes["possibleTypes"] = 1;
    }

    /// <summary>Null where the field is none of introspection's.</summary>
    public double? Of(SelectedField field) => IsOne(field) && _sizes.TryGetValue(field.Definition.Name, out var size) ? size : null;

    public static bool IsOne(SelectedField field) =>
        field.ParentType.Name.StartsWith("__", StringComparison.Ordinal) || field.Definition.Name.StartsWith("__", StringComparison.Ordinal);
}

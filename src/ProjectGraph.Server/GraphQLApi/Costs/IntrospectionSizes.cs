using ProjectGraph.GraphQL.Execution;
using ProjectGraph.GraphQL.Types;

namespace ProjectGraph.Server.GraphQLApi.Costs;

/// <summary>
/// How long the lists of introspection are: counted in the schema, rounded up. It has no directives of its own, and is
/// counted like everything else.
/// </summary>
internal sealed class IntrospectionSizes
{
    private readonly Dictionary<string, double> sizes = new(StringComparer.Ordinal);

    public IntrospectionSizes(ProjectGraph.GraphQL.Types.Schema schema)
    {
        var types = (double)schema.Types.Count;
        FieldDefinition[] fields = [.. schema.Types.OfType<FieldedType>().SelectMany(type => type.Fields)];
        sizes["types"] = types;
        sizes["directives"] = schema.Directives.Count;
        // On average over all types: asked of each of them, the sum is right.
        sizes["fields"] = Math.Ceiling(fields.Length / types);
        sizes["args"] = Math.Ceiling(fields.Sum(field => field.Arguments.Count) / (double)Math.Max(1, fields.Length));
        sizes["inputFields"] = Math.Ceiling(schema.Types.OfType<InputObjectType>().Sum(type => type.Fields.Count) / types);
        sizes["enumValues"] = Math.Ceiling(schema.Types.OfType<EnumType>().Sum(type => type.Values.Count) / types);
        sizes["interfaces"] = 1;
        sizes["possibleTypes"] = 1;
    }

    /// <summary>Null where the field is none of introspection's.</summary>
    public double? Of(SelectedField field) => IsOne(field) && sizes.TryGetValue(field.Definition.Name, out var size) ? size : null;

    public static bool IsOne(SelectedField field) =>
        field.ParentType.Name.StartsWith("__", StringComparison.Ordinal) || field.Definition.Name.StartsWith("__", StringComparison.Ordinal);
}

using ProjectGraph.GraphQL.Execution;
using ProjectGraph.GraphQL.Types;

namespace ProjectGraph.Server.GraphQLApi.Costs;

/// <summary>
/// Sizes of the lists of introspection, counted in the schema. Introspection has no cost directives, but its
/// cost is computed like that of other fields.
/// </summary>
internal sealed class IntrospectionSizes
{
    private readonly Dictionary<string, double> _sizes = new(StringComparer.Ordinal);

    public IntrospectionSizes(ProjectGraph.GraphQL.Types.Schema schema)
    {
        var types = (double)schema.Types.Count;
        FieldDefinition[] fields = [.. schema.Types.OfType<ObjectOrInterfaceType>().SelectMany(type => type.Fields)];
        _sizes["types"] = types;
        _sizes["directives"] = schema.Directives.Count;
        // The average over all types, so that the sum over all of them is right.
        _sizes["fields"] = Math.Ceiling(fields.Length / types);
        _sizes["args"] = Math.Ceiling(fields.Sum(field => field.Arguments.Count) / (double)Math.Max(1, fields.Length));
        _sizes["inputFields"] = Math.Ceiling(schema.Types.OfType<InputObjectType>().Sum(type => type.Fields.Count) / types);
        _sizes["enumValues"] = Math.Ceiling(schema.Types.OfType<EnumType>().Sum(type => type.Values.Count) / types);
        _sizes["interfaces"] = 1;
        _sizes["possibleTypes"] = 1;
    }

    /// <summary>Gets the size of a list. Returns null if the field is not an introspection field.</summary>
    public double? Get(SelectedField field) =>
        ReturnsSingleObject(field) && _sizes.TryGetValue(field.Definition.Name, out var size) ? size : null;

    public static bool ReturnsSingleObject(SelectedField field) =>
        field.ParentType.Name.StartsWith("__", StringComparison.Ordinal)
        || field.Definition.Name.StartsWith("__", StringComparison.Ordinal);
}

using System.Collections.Concurrent;

namespace ProjectGraph.GraphQL.Types;

/// <summary>The implicit fields of every schema (spec sections 4.1 and 4.2).</summary>
internal sealed class MetaFields
{
    private readonly ConcurrentDictionary<CompositeType, FieldDefinition> _typeNames = new();
    private readonly FieldDefinition _abstractTypeName = CreateTypeNameField(_ => null);

    public MetaFields(Schema schema)
    {
        var introspection = new IntrospectionTypes(schema);
        Types = introspection.All;
        Schema = new FieldDefinition("__schema", introspection.Schema.NonNull())
        {
            Description = "Access the current type schema of this server.",
            Read = _ => schema,
        };
        Type = new FieldDefinition("__type", introspection.Type, new InputValueDefinition("name", Scalars.String.NonNull()))
        {
            Description = "Request the type information of a single type.",
            ReadWith = (_, arguments) => schema.FindType(arguments.GetOrDefault<string>("name")!),
        };
    }

    public static IReadOnlyList<string> Names { get; } = ["__schema", "__type", "__typename"];

    public IReadOnlyList<NamedType> Types { get; }

    public FieldDefinition Schema { get; }

    public FieldDefinition Type { get; }

    /// <summary>
    /// One <c>__typename</c> definition per type, because an object type's name is known before any value.
    /// </summary>
    public FieldDefinition GetTypeNameField(CompositeType parent) =>
        parent is ObjectType ? _typeNames.GetOrAdd(parent, static type => CreateTypeNameField(_ => type.Name)) : _abstractTypeName;

    private static FieldDefinition CreateTypeNameField(Func<object?, object?> read) =>
        new("__typename", Scalars.String.NonNull()) { Description = "The name of the current Object type at runtime.", Read = read };
}

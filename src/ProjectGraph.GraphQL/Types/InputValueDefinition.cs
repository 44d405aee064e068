using ProjectGraph.GraphQL.Language;

namespace ProjectGraph.GraphQL.Types;

/// <summary>An argument of a field or directive, or a field of an input object.</summary>
public sealed class InputValueDefinition : ISchemaElement
{
    private readonly Lazy<object?> _default;

    public InputValueDefinition(string name, GraphQLType type, ValueNode? defaultValue)
    {
        Name = name;
        Type = type;
        DefaultValue = defaultValue;
        _default = new Lazy<object?>(CoerceDefault);
    }

    /// <param name="name">The name in the schema.</param>
    /// <param name="type">An input type.</param>
    /// <param name="defaultValue">A GraphQL literal, e.g. <c>[1, 2]</c> or <c>"text"</c> with its quotes.</param>
    public InputValueDefinition(string name, GraphQLType type, string? defaultValue = null)
        : this(name, type, defaultValue is null ? null : Parser.ParseConstValue(defaultValue)) { }

    public string Name { get; }

    public GraphQLType Type { get; }

    public ValueNode? DefaultValue { get; }

    public string? Description { get; init; }

    public string? DeprecationReason { get; init; }

    public IReadOnlyList<AppliedDirective> Directives { get; init; } = [];

    /// <summary>The host's data for this input, e.g. the model's field. The engine does not read it.</summary>
    public object? Tag { get; init; }

    /// <summary>Whether the type is non-null and there is no default, so that omitting the value is an error.</summary>
    public bool IsRequired => Type.IsNonNull && DefaultValue is null;

    /// <summary>The default as resolvers receive it. Defined only where there is a <see cref="DefaultValue"/>.</summary>
    public object? CoercedDefault => _default.Value;

    private object? CoerceDefault() =>
        LiteralCoercion.TryCoerce(DefaultValue!, Type, null, out object? value)
            ? value
            : throw new SchemaException($"Default value {DefaultValue} of \"{Name}\" is not of type {Type}.");
}

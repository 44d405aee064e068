namespace ProjectGraph.GraphQL.Types;

/// <summary>
/// A field of an object or interface. Its value comes from <see cref="Read"/>, <see cref="ReadWith"/> or the asynchronous
/// <c>Resolve</c> of the execution phase. Without any of them it is looked up in a parent that is a dictionary.
/// </summary>
public sealed class FieldDefinition(string name, GraphQLType type, params IEnumerable<InputValueDefinition> arguments) : ISchemaElement
{
    public string Name { get; } = name;

    public GraphQLType Type { get; } = type;

    public NamedList<InputValueDefinition> Arguments { get; } = new(arguments, $"Field {name}");

    public string? Description { get; init; }

    public string? DeprecationReason { get; init; }

    public IReadOnlyList<AppliedDirective> Directives { get; init; } = [];

    /// <summary>The host's data for this field, e.g. the model's field. The engine does not read it.</summary>
    public object? Tag { get; init; }

    /// <summary>Reads the value from the parent's value, synchronously and without a resolver context.</summary>
    public Func<object?, object?>? Read { get; set; }

    /// <summary>Reads the value from the parent's value and the arguments, synchronously.</summary>
    public Func<object?, ArgumentValues, object?>? ReadWith { get; set; }

    /// <summary>
    /// The execution phase's resolver. It is typed there, because this phase must not depend on a later one.
    /// </summary>
    internal Delegate? Resolver { get; set; }

    /// <summary>The execution phase's source of a subscription's events.</summary>
    internal Delegate? EventSource { get; set; }
}

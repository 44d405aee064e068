namespace ProjectGraph.GraphQL.Types;

/// <summary>
/// A field of an object or interface. How its value comes about is one of: <see cref="Read"/>, <see cref="ReadWith"/>, the
/// asynchronous <c>Resolve</c> of the execution phase, or, with none of them, a look-up in a parent that is a dictionary.
/// </summary>
public sealed class FieldDefinition(string name, GraphQLType type, params IEnumerable<InputValueDefinition> arguments) : ISchemaElement
{
    public string Name { get; } = name;

    public GraphQLType Type { get; } = type;

    public NamedList<InputValueDefinition> Arguments { get; } = new(arguments, $"Field {name}");

    public string? Description { get; init; }

    public string? DeprecationReason { get; init; }

    public IReadOnlyList<AppliedDirective> Directives { get; init; } = [];

    /// <summary>What the host hangs on this field, e.g. the model's field. The engine does not look at it.</summary>
    public object? Tag { get; init; }

    /// <summary>The value from the parent's value, at once: no context and no task is made for it.</summary>
    public Func<object?, object?>? Read { get; set; }

    /// <summary>The value from the parent's value and the arguments, at once.</summary>
    public Func<object?, ArgumentValues, object?>? ReadWith { get; set; }

    /// <summary>The execution phase's resolver; typed there, because this phase does not know that one.</summary>
    internal Delegate? Resolver { get; set; }

    /// <summary>The execution phase's source of a subscription's events.</summary>
    internal Delegate? EventSource { get; set; }
}

using System.Text;
using ProjectGraph.Data.Model;
using ProjectGraph.GraphQL.Execution;
using ProjectGraph.GraphQL.Types;
using ProjectGraph.Server.GraphQLApi.Schema;

namespace ProjectGraph.Server.GraphQLApi.Planning;

/// <summary>
/// What of a selection depends on the request: the arguments of its connections and the fields that variables include or
/// leave out. Together they are the shape under which the compiled plan is kept.
/// </summary>
internal sealed class RequestArguments(VariableValues variables, Slots slots)
{
    private readonly Dictionary<SelectedField, ConnectionArguments> connections = [];
    private readonly HashSet<SelectedField> excluded = [];
    private readonly Dictionary<SelectedField, object?> prepared = [];
    private readonly StringBuilder shape = new();

    public VariableValues Variables => variables;

    public string Shape => shape.ToString();

    public ConnectionArguments Of(SelectedField field) => connections[field];

    /// <summary>What <see cref="PrepareAsync"/> made for a field.</summary>
    public object Prepared(SelectedField field) => prepared[field]!;

    /// <summary>Prepares what fields need that are no columns.</summary>
    public async ValueTask PrepareAsync(AccountScope scope, CancellationToken cancellation)
    {
        foreach (var field in prepared.Keys.ToList())
            prepared[field] = await ((WholeSource)field.Definition.Tag!).PrepareAsync(field.CoerceArguments(variables), scope, cancellation);
    }

    public bool Includes(SelectedField field) => !excluded.Contains(field);

    /// <summary>Adds what belongs to the shape but to no field.</summary>
    public void Add(string part) => shape.Append(part).Append(';');

    public ConnectionArguments Connection(SelectedField field, EntityModel entity)
    {
        var arguments = new ConnectionArguments(entity, field.CoerceArguments(variables), slots);
        connections[field] = arguments;
        Add(arguments.Plan.ToString());
        return arguments;
    }

    public void Read(IReadOnlyList<DynamicField> fields)
    {
        foreach (var (field, connection, below) in fields)
        {
            if (field.IsConditional)
            {
                var included = field.IsIncluded(variables);
                shape.Append(included ? '+' : '-');
                if (!included)
                {
                    excluded.Add(field);
                    continue;
                }
            }
            if (connection is not null) Connection(field, connection);
            if (field.Definition.Tag is WholeSource) prepared[field] = null;
            Read(below);
        }
    }
}

/// <summary>A field whose part in a plan may change from request to request, or that has such fields below it.</summary>
/// <param name="Connection">The entity of a nested connection.</param>
internal sealed record DynamicField(SelectedField Field, EntityModel? Connection, IReadOnlyList<DynamicField> Below)
{
    public static IReadOnlyList<DynamicField> Of(IReadOnlyList<SelectedField> fields) =>
        [.. fields.Select(Of).OfType<DynamicField>()];

    private static DynamicField? Of(SelectedField field)
    {
        var connection = (field.Definition.Tag as ConnectionSource)?.Relation.Target;
        IReadOnlyList<DynamicField> below = field.Selections is { } selections ? [.. selections.PossibleTypes.SelectMany(type => Of(selections.ForType(type)))] : [];
        return field.IsConditional || connection is not null || field.Definition.Tag is WholeSource || below.Count > 0 ? new(field, connection, below) : null;
    }
}

using System.Text;
using ProjectGraph.Data.Model;
using ProjectGraph.GraphQL.Execution;
using ProjectGraph.GraphQL.Types;
using ProjectGraph.Server.GraphQLApi.Schema;

namespace ProjectGraph.Server.GraphQLApi.Planning;

/// <summary>
/// The parts of a selection that depend on the request: the arguments of its connections and the fields that variables include
/// or skip. Together they form the shape that is the key of the compiled plan.
/// </summary>
internal sealed class RequestArguments(VariableValues variables, Slots slots)
{
    private readonly Dictionary<SelectedField, ConnectionArguments> _connections = [];
    private readonly HashSet<SelectedField> _excluded = [];
    private readonly Dictionary<SelectedField, object?> _prepared = [];
    private readonly StringBuilder _shape = new();

    public VariableValues Variables => variables;

    public string Shape => _shape.ToString();

    public ConnectionArguments Of(SelectedField field) => _connections[field];

    /// <summary>Gets the value that <see cref="PrepareAsync"/> prepared for a field.</summary>
    public object GetPrepared(SelectedField field) => _prepared[field]!;

    /// <summary>Prepares the values that computed fields need.</summary>
    public async ValueTask PrepareAsync(AccountScope scope, CancellationToken cancellationToken)
    {
        foreach (var field in _prepared.Keys.ToList())
            _prepared[field] = await ((WholeSource)field.Definition.Tag!).PrepareAsync(
                field.CoerceArguments(variables),
                scope,
                cancellationToken
            );
    }

    public bool Includes(SelectedField field) => !_excluded.Contains(field);

    /// <summary>Adds a value that belongs to the shape but not to a field.</summary>
    public void Add(string part) => _shape.Append(part).Append(';');

    public ConnectionArguments GetConnection(SelectedField field, EntityModel entity)
    {
        var arguments = new ConnectionArguments(entity, field.CoerceArguments(variables), slots);
        _connections[field] = arguments;
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
                _shape.Append(included ? '+' : '-');
                if (!included)
                {
                    _excluded.Add(field);
                    continue;
                }
            }
            if (connection is not null)
                GetConnection(field, connection);
            if (field.Definition.Tag is WholeSource)
                _prepared[field] = null;
            Read(below);
        }
    }
}

/// <summary>A field whose part of the plan varies by request, or that has such fields below it.</summary>
/// <param name="Connection">The entity of a nested connection.</param>
internal sealed record DynamicField(SelectedField Field, EntityModel? Connection, IReadOnlyList<DynamicField> Children)
{
    public static IReadOnlyList<DynamicField> Find(IReadOnlyList<SelectedField> fields) => [.. fields.Select(Find).OfType<DynamicField>()];

    private static DynamicField? Find(SelectedField field)
    {
        var connection = (field.Definition.Tag as ConnectionSource)?.Relation.Target;
        IReadOnlyList<DynamicField> below = field.Selections is { } selections
            ? [.. selections.PossibleTypes.SelectMany(type => Find(selections.GetFields(type)))]
            : [];
        return field.IsConditional || connection is not null || field.Definition.Tag is WholeSource || below.Count > 0
            ? new(field, connection, below)
            : null;
    }
}

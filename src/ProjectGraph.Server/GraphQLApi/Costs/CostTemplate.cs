using ProjectGraph.GraphQL;
using ProjectGraph.GraphQL.Execution;
using ProjectGraph.GraphQL.Types;
using ProjectGraph.Server.Costs;

namespace ProjectGraph.Server.GraphQLApi.Costs;

/// <summary>
/// What the cost of an operation hangs on, read from the document once: fields without a weight are not in it, and what no
/// variable can change is settled.
/// </summary>
/// <param name="field">Null for the root.</param>
/// <param name="sizing">Null where it gives one object.</param>
/// <param name="assumed">The size where <paramref name="sizing"/> is null.</param>
internal sealed class CostTemplate(SelectedField? field, double weight, double typeWeight, ListSizing? sizing, double assumed)
{
    private static readonly VariableValues None = VariableValues.Empty;
    private double? _input;
    private Cost? _settled;

    /// <summary>Bytes of one object, without the objects below it.</summary>
    public double Bytes { get; init; }

    /// <summary>How many of these the store holds on average, where that is known.</summary>
    public double? Stored { get; init; }

    /// <summary>Whether no condition decides how many there are.</summary>
    public bool IsCertain { get; init; } = true;

    /// <summary>For each object type that may occur what is asked of it: of these one will be answered, taken to be the largest.</summary>
    public IReadOnlyList<CostTemplate[]> Below { get; private set; } = [];

    /// <summary>Whether the cost is the same whatever the variables.</summary>
    public bool IsConstant => _settled is not null;

    public CostTemplate With(IReadOnlyList<CostTemplate[]> below)
    {
        Below = below;
        if (field is null || !InputCost.CanWeigh(field.Definition)) _input = 0;
        else if (field.HasConstantArguments) _input = InputCost.Of(field, None);
        var constant = field?.IsConditional != true && _input is not null && sizing?.IsConstant != false;
        if (constant && below.All(group => group.All(each => each.IsConstant))) _settled = Compute(None);
        return this;
    }

    public Cost Of(VariableValues variables) => _settled ?? Compute(variables);

    /// <summary>The same in parts, for who wants to know where it comes from.</summary>
    public CostNode Tree(VariableValues variables)
    {
        var below = Below.Count == 0 ? [] : Below.MaxBy(group => Sum(group, variables) is var sum ? sum.Field + sum.Type : 0)!;
        return new(field?.ResponseName ?? ".", Weight(variables), typeWeight, Size(variables), [.. below.Where(each => each.IsIncluded(variables)).Select(each => each.Tree(variables))])
        {
            Slice = sizing?.Slice(variables),
            Bytes = Bytes,
            Stored = Stored is { } stored ? Math.Min(stored, Size(variables)) : null,
            IsCertain = IsCertain,
        };
    }

    private Cost Compute(VariableValues variables)
    {
        if (!IsIncluded(variables)) return default;
        var (size, largest) = (Size(variables), default(Cost));
        foreach (var group in Below) largest = Cost.Larger(largest, Sum(group, variables));
        var held = Stored is { } stored ? Math.Min(stored, size) : size;
        return new(Weight(variables) + (size * largest.Field), size * (typeWeight + largest.Type))
        {
            Bytes = IsCertain ? held * (Bytes + largest.Bytes) : 0,
            ExpectedBytes = held * (Bytes + largest.ExpectedBytes),
        };
    }

    private static Cost Sum(CostTemplate[] group, VariableValues variables)
    {
        var sum = default(Cost);
        foreach (var each in group) sum += each.Of(variables);
        return sum;
    }

    private double Weight(VariableValues variables) => weight + (_input ?? InputCost.Of(field!, variables));

    private double Size(VariableValues variables) => sizing?.Size(variables) ?? assumed;

    private bool IsIncluded(VariableValues variables)
    {
        try
        {
            return field?.IsIncluded(variables) != false;
        }
        catch (GraphQLException)
        {
            // The condition has no value: the request will fail of it.
            return true;
        }
    }
}

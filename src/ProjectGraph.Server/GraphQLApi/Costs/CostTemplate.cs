using ProjectGraph.GraphQL;
using ProjectGraph.GraphQL.Execution;
using ProjectGraph.GraphQL.Types;
using ProjectGraph.Server.Costs;

namespace ProjectGraph.Server.GraphQLApi.Costs;

/// <summary>
/// The inputs of an operation's cost, read from the document once. Fields without a weight are omitted, and parts that no
/// variable can change are precomputed.
/// </summary>
/// <param name="field">Null for the root.</param>
/// <param name="sizing">Null if the field returns one object.</param>
/// <param name="assumed">The size if <paramref name="sizing"/> is null.</param>
internal sealed class CostTemplate(SelectedField? field, double weight, double typeWeight, ListSizing? sizing, double assumed)
{
    private static readonly VariableValues None = VariableValues.Empty;
    private double? _input;
    private Cost? _settled;

    /// <summary>The bytes of one object, without the objects below it.</summary>
    public double Bytes { get; init; }

    /// <summary>The average number of these objects in the store, if known.</summary>
    public double? Stored { get; init; }

    /// <summary>Whether the number of objects depends on no condition.</summary>
    public bool IsCertain { get; init; } = true;

    /// <summary>The selections of each possible object type. The cost assumes the most expensive one.</summary>
    public IReadOnlyList<CostTemplate[]> Below { get; private set; } = [];

    /// <summary>Whether the cost is independent of variables.</summary>
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

    /// <summary>Gets the cost as a tree of its parts, for explanations.</summary>
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
            // The condition has no value, so the request will fail.
            return true;
        }
    }
}

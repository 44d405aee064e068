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
    private Cost? _constantCost;

    /// <summary>The bytes of one object, without the objects below it.</summary>
    public double Bytes { get; init; }

    /// <summary>The average number of these objects in the store, if known.</summary>
    public double? StoredRows { get; init; }

    /// <summary>Whether the number of objects depends on no condition.</summary>
    public bool IsUnconditional { get; init; } = true;

    /// <summary>The selections of each possible object type. The cost assumes the most expensive one.</summary>
    public IReadOnlyList<CostTemplate[]> Children { get; private set; } = [];

    /// <summary>Whether the cost is independent of variables.</summary>
    public bool IsConstant => _constantCost is not null;

    public CostTemplate WithChildren(IReadOnlyList<CostTemplate[]> below)
    {
        Children = below;
        if (field is null || !InputCost.MayHaveWeight(field.Definition))
            _input = 0;
        else if (field.HasConstantArguments)
            _input = InputCost.Compute(field, None);
        var constant = field?.IsConditional != true && _input is not null && sizing?.IsConstant != false;
        if (constant && below.All(group => group.All(each => each.IsConstant)))
            _constantCost = Compute(None);
        return this;
    }

    public Cost GetCost(VariableValues variables) => _constantCost ?? Compute(variables);

    /// <summary>Gets the cost as a tree of its parts, for explanations.</summary>
    public CostNode GetTree(VariableValues variables)
    {
        var below =
            Children.Count == 0 ? [] : Children.MaxBy(group => ComputeGroup(group, variables) is var sum ? sum.Field + sum.Type : 0)!;
        return new(
            field?.ResponseName ?? ".",
            GetWeight(variables),
            typeWeight,
            GetSize(variables),
            [.. below.Where(each => each.IsIncluded(variables)).Select(each => each.GetTree(variables))]
        )
        {
            Slice = sizing?.GetSlice(variables),
            Bytes = Bytes,
            AverageStored = StoredRows is { } stored ? Math.Min(stored, GetSize(variables)) : null,
            IsUnconditional = IsUnconditional,
        };
    }

    private Cost Compute(VariableValues variables)
    {
        if (!IsIncluded(variables))
            return default;
        var (size, largest) = (GetSize(variables), default(Cost));
        foreach (var group in Children)
            largest = Cost.Max(largest, ComputeGroup(group, variables));
        var held = StoredRows is { } stored ? Math.Min(stored, size) : size;
        return new(GetWeight(variables) + (size * largest.Field), size * (typeWeight + largest.Type))
        {
            Bytes = IsUnconditional ? held * (Bytes + largest.Bytes) : 0,
            ExpectedBytes = held * (Bytes + largest.ExpectedBytes),
        };
    }

    private static Cost ComputeGroup(CostTemplate[] group, VariableValues variables)
    {
        var sum = default(Cost);
        foreach (var each in group)
            sum += each.GetCost(variables);
        return sum;
    }

    private double GetWeight(VariableValues variables) => weight + (_input ?? InputCost.Compute(field!, variables));

    private double GetSize(VariableValues variables) => sizing?.GetSize(variables) ?? assumed;

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

using System.Runtime.CompilerServices;
using ProjectGraph.Data.Query;
using ProjectGraph.GraphQL;
using ProjectGraph.GraphQL.Execution;
using ProjectGraph.Server.Costs;
using ProjectGraph.Server.GraphQLApi.Explaining;

namespace ProjectGraph.Server.GraphQLApi.Costs;

/// <summary>Computes the cost of operations before they run, and refuses those that exceed the limits.</summary>
internal sealed class GraphQLCosts(CostLimits limits, CallerLimits callers, RowSizes sizes)
{
    /// <summary>The header that controls the cost: <c>report</c> adds it to the result, <c>validate</c> computes it without execution.</summary>
    public const string Header = "GraphQL-Cost";

    private readonly ConditionalWeakTable<CompiledOperation, CostTemplate> _templates = [];
    private CostReader? _reader;
    private int _sizesVersion;

    public CostLimits Limits => limits;

    /// <returns>Null if the operation is admitted.</returns>
    /// <exception cref="ApiException">The cost exceeds the caller's remaining budget.</exception>
    public IReadOnlyList<GraphQLError>? Admit(OperationAdmission admission, HttpContext context)
    {
        var asked = context.Request.Headers[Header].ToString();
        var isReported = asked.Length > 0 || context.Features.Get<Explanation>() is not null;
        if (!limits.Enforce && !isReported && callers.CostPerMinute is null)
            return null;
        var template = GetTemplate(admission);
        var cost = template.GetCost(admission.Variables);
        ResponseMemory.GetOrCreate(context).Expected = cost;
        if (isReported)
            context.Features.Set(new CostReport(cost, limits));
        if (limits.Enforce && !cost.IsWithin(limits) && limits.ForCaller(CallerAccess.Get(context)) is var own && !cost.IsWithin(own))
            return [CreateError(CostRefusal.Create(template.GetTree(admission.Variables), own))];
        if (asked.Equals("validate", StringComparison.OrdinalIgnoreCase))
            return [];
        callers.Charge(context, cost);
        return null;
    }

    /// <summary>Delays an event of a subscription until its caller's budget covers the cost of the selection.</summary>
    public ValueTask WaitForBudgetAsync(OperationAdmission admission, HttpContext context, CancellationToken cancellationToken) =>
        callers.CostPerMinute is null
            ? ValueTask.CompletedTask
            : callers.ChargeWhenAvailableAsync(context, GetTemplate(admission).GetCost(admission.Variables), cancellationToken);

    private CostTemplate GetTemplate(OperationAdmission admission)
    {
        if (_sizesVersion != sizes.Version)
        {
            _sizesVersion = sizes.Version;
            _templates.Clear();
        }
        if (_templates.TryGetValue(admission.Operation, out var known))
            return known;
        _reader ??= new(new(admission.Schema), new(sizes));
        return _templates.GetValue(admission.Operation, _reader.Read);
    }

    private static GraphQLError CreateError(CostRefusal refusal) =>
        new(
            refusal.FormatMessage(
                advice => $"ask for `{advice.Path}({advice.Argument}: {advice.Value})`",
                advice => $"leave out `{advice.Path}`"
            )
        )
        {
            Extensions = new Dictionary<string, object?>(CostReport.ToDictionary(refusal.Cost, refusal.Limits))
            {
                ["code"] = ErrorCodes.QueryTooCostly.Id,
                ["heaviest"] = refusal.MostExpensivePath,
                ["fits"] = refusal
                    .Advice.Select(advice => new Dictionary<string, object?>
                    {
                        ["path"] = advice.Path,
                        ["argument"] = advice.Argument,
                        ["value"] = advice.Argument is null ? null : advice.Value,
                    })
                    .ToArray(),
            },
        };
}

/// <summary>A request's cost, for its response.</summary>
internal sealed record CostReport(Cost Cost, CostLimits Limits)
{
    public Dictionary<string, object?> ToDictionary() => ToDictionary(Cost, Limits);

    public static Dictionary<string, object?> ToDictionary(Cost cost, CostLimits limits) =>
        new()
        {
            ["fieldCost"] = cost.Field,
            ["maxFieldCost"] = limits.MaxFieldCost,
            ["typeCost"] = cost.Type,
            ["maxTypeCost"] = limits.MaxTypeCost,
        };
}

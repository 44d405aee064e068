using System.Runtime.CompilerServices;
using ProjectGraph.GraphQL;
using ProjectGraph.GraphQL.Execution;
using ProjectGraph.Server.Costs;
using ProjectGraph.Server.GraphQLApi.Explaining;

namespace ProjectGraph.Server.GraphQLApi.Costs;

/// <summary>Weighs operations before they run, and refuses those that weigh too much.</summary>
internal sealed class GraphQLCosts(CostLimits limits)
{
    /// <summary>What a caller may ask of the cost: <c>report</c> it beside the answer, or <c>validate</c> without running anything.</summary>
    public const string Header = "GraphQL-Cost";

    private readonly ConditionalWeakTable<CompiledOperation, CostTemplate> templates = [];
    private CostReader? reader;

    public CostLimits Limits => limits;

    /// <returns>Null lets the operation in.</returns>
    public IReadOnlyList<GraphQLError>? Admit(OperationAdmission admission, HttpContext context)
    {
        var asked = context.Request.Headers[Header].ToString();
        var isReported = asked.Length > 0 || context.Features.Get<Explanation>() is not null;
        if (!limits.Enforce && !isReported) return null;
        var template = TemplateOf(admission);
        var cost = template.Of(admission.Variables);
        if (isReported) context.Features.Set(new CostReport(cost, limits));
        if (limits.Enforce && !cost.Fits(limits)) return [Refusal(CostRefusal.Of(template.Tree(admission.Variables), limits))];
        return asked.Equals("validate", StringComparison.OrdinalIgnoreCase) ? [] : null;
    }

    private CostTemplate TemplateOf(OperationAdmission admission)
    {
        if (templates.TryGetValue(admission.Operation, out var known)) return known;
        reader ??= new(new(admission.Schema));
        return templates.GetValue(admission.Operation, reader.Read);
    }

    private static GraphQLError Refusal(CostRefusal refusal) =>
        new(refusal.Message(advice => $"ask for `{advice.Path}({advice.Argument}: {advice.Value})`", advice => $"leave out `{advice.Path}`"))
        {
            Extensions = new Dictionary<string, object?>(CostReport.Values(refusal.Cost, refusal.Limits))
            {
                ["code"] = ErrorCodes.TooCostly.Id,
                ["heaviest"] = refusal.Heaviest,
                ["fits"] = refusal.Advice.Select(advice => new Dictionary<string, object?> { ["path"] = advice.Path, ["argument"] = advice.Argument, ["value"] = advice.Argument is null ? null : advice.Value }).ToArray(),
            },
        };
}

/// <summary>A request's cost, for its answer.</summary>
internal sealed record CostReport(Cost Cost, CostLimits Limits)
{
    public Dictionary<string, object?> Values() => Values(Cost, Limits);

    public static Dictionary<string, object?> Values(Cost cost, CostLimits limits) => new()
    {
        ["fieldCost"] = cost.Field,
        ["maxFieldCost"] = limits.MaxFieldCost,
        ["typeCost"] = cost.Type,
        ["maxTypeCost"] = limits.MaxTypeCost,
    };
}

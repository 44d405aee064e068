namespace ProjectGraph.Server.Costs;

/// <summary>The refusal of a query: its cost, its most expensive field, and changes that bring it within the limits.</summary>
/// <param name="MostExpensivePath">The path of the most expensive field, nested fields not counted.</param>
internal sealed record CostRefusal(
    Cost Cost,
    CostLimits Limits,
    string MostExpensivePath,
    double MostExpensiveCost,
    IReadOnlyList<CostAdvice> Advice
)
{
    public static CostRefusal Create(CostNode root, CostLimits limits)
    {
        var heaviest = CostNodeAtPath.ListBelow(root).MaxBy(each => each.OwnCost);
        return new(root.GetTotal(), limits, heaviest.Path, heaviest.OwnCost, CostAdvice.Create(root, limits));
    }

    private const double Megabyte = 1024 * 1024;

    /// <param name="ask">Describes an argument's value in the protocol's syntax.</param>
    /// <param name="leaveOut">Describes a field to leave out in the protocol's syntax.</param>
    public string FormatMessage(Func<CostAdvice, string> ask, Func<CostAdvice, string> leaveOut)
    {
        var exceeded =
            Cost.Field > Limits.MaxFieldCost
                ? $"a field cost of {Cost.Format(Cost.Field)}, and {Cost.Format(Limits.MaxFieldCost)} is allowed"
            : Cost.Type > Limits.MaxTypeCost ? $"a type cost of {Cost.Format(Cost.Type)}, and {Cost.Format(Limits.MaxTypeCost)} is allowed"
            : $"a response of about {Cost.Format(Cost.Bytes / Megabyte)} MB, and {Cost.Format(Limits.MaxBytes / Megabyte)} MB are allowed";
        return $"The query was not run: it has {exceeded}. Most of it lies in `{MostExpensivePath}` ({Cost.Format(MostExpensiveCost)}). {FormatRemedy(ask, leaveOut)}";
    }

    private string FormatRemedy(Func<CostAdvice, string> ask, Func<CostAdvice, string> leaveOut)
    {
        if (Advice.Count == 0)
            return "Request less, or split the query into several requests.";
        string[] changes = [.. Advice.Select(advice => advice.Argument is null ? leaveOut(advice) : ask(advice))];
        // Each single change is sufficient. Limits for all lists together are one change.
        var together = Advice.Count > 1 && Advice.All(advice => advice.Argument is not null);
        return $"To fit, {string.Join(together ? " and " : " or ", changes)}.";
    }
}

namespace ProjectGraph.Server.Costs;

/// <summary>Why a question is not run: what it would cost, where most of it lies, and what would fit.</summary>
/// <param name="Heaviest">The path of the field that costs most by itself.</param>
internal sealed record CostRefusal(Cost Cost, CostLimits Limits, string Heaviest, double HeaviestCost, IReadOnlyList<CostAdvice> Advice)
{
    public static CostRefusal Of(CostNode root, CostLimits limits)
    {
        var heaviest = PlacedNode.All(root).MaxBy(each => each.Own);
        return new(root.Total(), limits, heaviest.Path, heaviest.Own, CostAdvice.For(root, limits));
    }

    private const double Megabyte = 1024 * 1024;

    /// <param name="ask">How to say an argument's value, in the protocol's own words.</param>
    /// <param name="leaveOut">How to say that a field is left out.</param>
    public string Message(Func<CostAdvice, string> ask, Func<CostAdvice, string> leaveOut)
    {
        var exceeded = Cost.Field > Limits.MaxFieldCost
            ? $"a field cost of {Cost.Text(Cost.Field)}, and {Cost.Text(Limits.MaxFieldCost)} is allowed"
            : Cost.Type > Limits.MaxTypeCost ? $"a type cost of {Cost.Text(Cost.Type)}, and {Cost.Text(Limits.MaxTypeCost)} is allowed"
            : $"a response of about {Cost.Text(Cost.Bytes / Megabyte)} MB, and {Cost.Text(Limits.MaxBytes / Megabyte)} MB are allowed";
        return $"The query was not run: it has {exceeded}. Most of it lies in `{Heaviest}` ({Cost.Text(HeaviestCost)}). {Remedy(ask, leaveOut)}";
    }

    private string Remedy(Func<CostAdvice, string> ask, Func<CostAdvice, string> leaveOut)
    {
        if (Advice.Count == 0) return "Ask for less, or in several requests.";
        string[] changes = [.. Advice.Select(advice => advice.Argument is null ? leaveOut(advice) : ask(advice))];
        // Either of single changes is enough; the lists all together are one change.
        var together = Advice.Count > 1 && Advice.All(advice => advice.Argument is not null);
        return $"To fit, {string.Join(together ? " and " : " or ", changes)}.";
    }
}

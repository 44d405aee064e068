namespace ProjectGraph.Server.ODataApi;

/// <summary>Refuses the features of OData that are left out (docs/decisions/odata-scope.md): by name, and with what to use instead.</summary>
internal static class Unoffered
{
    /// <param name="feature">As OData calls it.</param>
    /// <param name="instead">A sentence that states what to use instead.</param>
    /// <param name="target">The option that it stands in; null where that is the feature itself.</param>
    public static ApiException Refusal(string feature, string instead, string? target = null) =>
        new(ErrorCodes.NotOffered, $"{feature} is known to OData and not offered here. {instead}", target ?? feature);
}

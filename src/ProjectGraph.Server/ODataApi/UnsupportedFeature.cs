namespace ProjectGraph.Server.ODataApi;

/// <summary>Errors for the OData features that the service does not support (docs/decisions/odata-scope.md).</summary>
internal static class UnsupportedFeature
{
    /// <param name="feature">The feature's name in OData.</param>
    /// <param name="instead">A sentence with the alternative.</param>
    /// <param name="target">The option that contains the feature. Null if the option is the feature.</param>
    public static ApiException CreateError(string feature, string instead, string? target = null) =>
        new(ErrorCodes.NotImplemented, $"{feature} is not supported by this service. {instead}", target ?? feature);
}

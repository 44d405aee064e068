using ProjectGraph.Server.ODataApi.Reading;

namespace ProjectGraph.Server.ODataApi;

/// <summary>A request as it was understood.</summary>
/// <param name="Root">The service root as the client sees it, with a slash at its end.</param>
/// <param name="Version">The protocol's version of the answer.</param>
internal sealed record ODataRequest(string Root, string Version, ODataPath Path, QueryOptions Options, AcceptHeader Accept, Preferences Preferences)
{
    public bool Is40 => Version == ODataReader.Version40;

    /// <summary>How JSON is written for this client.</summary>
    /// <exception cref="ApiException">The client admits no JSON.</exception>
    public ODataFormat Format => Accept.Json ?? throw new ApiException(ErrorCodes.NotAcceptable, "Nothing that the Accept header or $format admits can be answered. Admit application/json.", "Accept");
}

/// <summary>HTTP to what it asks for: headers by both their names, path and options.</summary>
internal sealed class ODataReader(ODataModel model, PublicAddress address)
{
    public const string Version40 = "4.0";
    public const string Version401 = "4.01";
    public const string Prefix = "/odata";

    /// <summary>The version to answer in (Protocol, section 8.2.7): the newest that the client can read.</summary>
    public static string VersionOf(HttpRequest request) => Header(request, "MaxVersion") switch
    {
        null or "" or "4.01" => Version401,
        "4.0" => Version40,
        var text when decimal.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var version) && version >= 4 => version < 4.01m ? Version40 : Version401,
        var text => throw new ApiException(ErrorCodes.BadRequest, $"OData-MaxVersion is '{text}'. The service speaks 4.0 and 4.01.", "OData-MaxVersion"),
    };

    /// <param name="path">Below the service root.</param>
    public ODataRequest Read(HttpRequest request, string version, string path)
    {
        if (Header(request, "Version") is { Length: > 0 } given and not (Version40 or Version401))
            throw new ApiException(ErrorCodes.BadRequest, $"OData-Version is '{given}'. The service speaks 4.0 and 4.01.", "OData-Version");
        var options = QueryOptions.Read(request.QueryString.Value);
        var accept = options[SystemOption.Format] is { } format ? AcceptHeader.OfFormat(format) : AcceptHeader.Read(request.Headers.Accept);
        return new(
            address.Root(request) + Prefix + "/", version, new PathReader(model, options).Read(path), options, accept, Preferences.Read(request.Headers["Prefer"]));
    }

    private static string? Header(HttpRequest request, string name) => request.Headers["OData-" + name].ToString() is { Length: > 0 } value ? value.Trim() : null;
}

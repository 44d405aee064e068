using System.Globalization;
using ProjectGraph.Server.ODataApi.Operations;
using ProjectGraph.Server.ODataApi.Reading;

namespace ProjectGraph.Server.ODataApi;

/// <summary>What the headers of a request say of its answer.</summary>
/// <param name="Root">The service root as the client sees it, with a slash at its end.</param>
/// <param name="Version">The protocol's version of the answer.</param>
internal sealed record ODataHead(string Root, string Version, AcceptHeader Accept, Preferences Preferences)
{
    /// <summary>The actions that a project offers.</summary>
    public required IReadOnlyList<ODataOperation> BoundActions { get; init; }

    /// <summary>Accounts the response.</summary>
    public required ResponseMemory Memory { get; init; }

    public bool Is40 => Version == ODataReader.Version40;

    /// <summary>How JSON is written for this client.</summary>
    /// <exception cref="ApiException">The client admits no JSON.</exception>
    public ODataFormat Format => Accept.Json
        ?? throw new ApiException(ErrorCodes.NotAcceptable, "Nothing that the Accept header or $format admits can be answered. Admit application/json.", "Accept");
}

/// <summary>What a URL asks for.</summary>
internal sealed record ODataTarget(ODataPath Path, QueryOptions Options)
{
    /// <summary>What <c>$format</c> says in place of the <c>Accept</c> header.</summary>
    public AcceptHeader? Accept { get; } = Options[SystemOption.Format] is { } format ? AcceptHeader.OfFormat(format) : null;

    public ODataHead Apply(ODataHead head) => Accept is null ? head : head with { Accept = Accept };
}

/// <summary>HTTP to what it asks for: headers by both their names, path and options.</summary>
internal sealed class ODataReader(ODataModel model, PublicAddress address, Limits limits)
{
    public const string Version40 = "4.0";
    public const string Version401 = "4.01";
    public const string Prefix = "/odata";

    /// <summary>The version to answer in (Protocol, section 8.2.7): the newest that the client can read.</summary>
    public static string VersionOf(HttpRequest request) => Header(request, "OData-MaxVersion") switch
    {
        "" or Version401 => Version401,
        Version40 => Version40,
        var text when decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var version) && version >= 4 =>
            version < 4.01m ? Version40 : Version401,
        var text => throw new ApiException(ErrorCodes.BadRequest, $"OData-MaxVersion is '{text}'. The service speaks 4.0 and 4.01.", "OData-MaxVersion"),
    };

    public ODataHead Head(HttpRequest request, string version)
    {
        if (Header(request, "OData-Version") is not ("" or Version40 or Version401) and var given)
            throw new ApiException(ErrorCodes.BadRequest, $"OData-Version is '{given}'. The service speaks 4.0 and 4.01.", "OData-Version");
        if (request.Headers.AcceptCharset.ToString() is { Length: > 0 } charsets && !AdmitsUtf8(charsets))
            throw new ApiException(ErrorCodes.NotAcceptable, "Answers are written in UTF-8. Admit it in Accept-Charset, or leave that out.", "Accept-Charset");
        return new(address.Root(request) + Prefix + "/", version, AcceptHeader.Read(request.Headers.Accept), Preferences.Read(request.Headers["Prefer"]))
        {
            BoundActions = model.BoundActions,
            Memory = ResponseMemory.Of(request.HttpContext),
        };
    }

    /// <param name="path">Below the service root, decoded.</param>
    /// <param name="query">As it came.</param>
    public ODataTarget Target(string path, string? query)
    {
        var options = QueryOptions.Read(query);
        return new(new PathReader(model, options, limits.ExpressionDepth).Read(path), options);
    }

    private static bool AdmitsUtf8(string charsets) => charsets.Split(',', StringSplitOptions.TrimEntries).Any(charset =>
        charset.Split(';', 2, StringSplitOptions.TrimEntries) is [var name, .. var quality] && (name == "*" || name.Equals("utf-8", StringComparison.OrdinalIgnoreCase))
        && !(quality is [var q] && q.Replace(" ", "", StringComparison.Ordinal) is "q=0" or "q=0.0" or "q=0.00" or "q=0.000"));

    private static string Header(HttpRequest request, string name) => request.Headers[name].ToString().Trim();
}

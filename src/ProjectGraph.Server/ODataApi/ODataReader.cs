using System.Globalization;
using ProjectGraph.Server.ODataApi.Operations;
using ProjectGraph.Server.ODataApi.Reading;

namespace ProjectGraph.Server.ODataApi;

/// <summary>The format, version and preferences of a response, as the request's headers state them.</summary>
/// <param name="Root">The service root as the client addresses it, with a trailing slash.</param>
/// <param name="Version">The OData version of the response.</param>
internal sealed record ODataHead(string Root, string Version, AcceptHeader Accept, Preferences Preferences)
{
    /// <summary>The actions that are bound to projects.</summary>
    public required IReadOnlyList<ODataOperation> BoundActions { get; init; }

    /// <summary>Counts the bytes of the response.</summary>
    public required ResponseMemory Memory { get; init; }

    public bool Is40 => Version == ODataReader.Version40;

    /// <summary>The JSON format that the client accepts.</summary>
    /// <exception cref="ApiException">The client does not accept JSON.</exception>
    public ODataFormat Format =>
        Accept.Json
        ?? throw new ApiException(
            ErrorCodes.NotAcceptable,
            "No media type of the Accept header or $format is supported. Accept application/json.",
            "Accept"
        );
}

/// <summary>The path and options of a URL.</summary>
internal sealed record ODataTarget(ODataPath Path, QueryOptions Options)
{
    /// <summary>The media types of <c>$format</c>, which replace the <c>Accept</c> header.</summary>
    public AcceptHeader? Accept { get; } = Options[SystemOption.Format] is { } format ? AcceptHeader.FromFormat(format) : null;

    public ODataHead ApplyFormat(ODataHead head) => Accept is null ? head : head with { Accept = Accept };
}

/// <summary>Reads the headers, path and options of a request.</summary>
internal sealed class ODataReader(ODataModel model, PublicAddress address, Limits limits)
{
    public const string Version40 = "4.0";
    public const string Version401 = "4.01";
    public const string Prefix = "/odata";

    /// <summary>The newest version that the client accepts (Protocol, section 8.2.7).</summary>
    public static string ReadVersion(HttpRequest request) =>
        GetHeader(request, "OData-MaxVersion") switch
        {
            "" or Version401 => Version401,
            Version40 => Version40,
            var text
                when decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var version)
                    && version >= 4 => version < 4.01m ? Version40 : Version401,
            var text => throw new ApiException(
                ErrorCodes.BadRequest,
                $"The OData-MaxVersion '{text}' is not supported. Send 4.0 or 4.01.",
                "OData-MaxVersion"
            ),
        };

    public ODataHead ReadHead(HttpRequest request, string version)
    {
        if (GetHeader(request, "OData-Version") is not ("" or Version40 or Version401) and var given)
            throw new ApiException(
                ErrorCodes.BadRequest,
                $"The OData-Version '{given}' is not supported. Send 4.0 or 4.01.",
                "OData-Version"
            );
        if (request.Headers.AcceptCharset.ToString() is { Length: > 0 } charsets && !AcceptsUtf8(charsets))
            throw new ApiException(
                ErrorCodes.NotAcceptable,
                "Responses are encoded in UTF-8. Accept it in Accept-Charset, or omit that header.",
                "Accept-Charset"
            );
        return new(
            address.GetRoot(request) + Prefix + "/",
            version,
            AcceptHeader.Read(request.Headers.Accept),
            Preferences.Read(request.Headers["Prefer"])
        )
        {
            BoundActions = model.BoundActions,
            Memory = ResponseMemory.GetOrCreate(request.HttpContext),
        };
    }

    /// <param name="path">The decoded path below the service root.</param>
    /// <param name="query">The query string, not decoded.</param>
    public ODataTarget ReadTarget(string path, string? query)
    {
        var options = QueryOptions.Read(query);
        return new(new PathReader(model, options, limits.ExpressionDepth).Read(path), options);
    }

    private static bool AcceptsUtf8(string charsets) =>
        charsets
            .Split(',', StringSplitOptions.TrimEntries)
            .Any(charset =>
                charset.Split(';', 2, StringSplitOptions.TrimEntries) is [var name, .. var quality]
                && (name == "*" || name.Equals("utf-8", StringComparison.OrdinalIgnoreCase))
                && !(quality is [var q] && q.Replace(" ", "", StringComparison.Ordinal) is "q=0" or "q=0.0" or "q=0.00" or "q=0.000")
            );

    private static string GetHeader(HttpRequest request, string name) => request.Headers[name].ToString().Trim();
}

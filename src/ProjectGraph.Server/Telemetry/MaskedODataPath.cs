using System.Text;
using Microsoft.AspNetCore.Http.Features;
using ProjectGraph.Server.ODataApi;
using ProjectGraph.Server.ODataApi.Reading;

namespace ProjectGraph.Server.Telemetry;

/// <summary>Masks the path of an OData request for traces. Names of the model stay. Keys and arguments become <c>…</c>.</summary>
internal static class MaskedODataPath
{
    /// <summary>The path of a request that is not parsed yet.</summary>
    public const string UnparsedPath = ODataReader.Prefix + "/…";

    private const int MaxSegments = 20;

    /// <summary>Replaces the path in the request's span by the masked path.</summary>
    /// <param name="path">The decoded path below the service root.</param>
    public static void Describe(HttpContext context, ODataModel model, string path)
    {
        if (context.Features.Get<IHttpActivityFeature>()?.Activity is { IsAllDataRequested: true } span)
            span.SetTag("url.path", Create(model, path));
    }

    public static string Create(ODataModel model, string path)
    {
        var text = new StringBuilder(ODataReader.Prefix);
        foreach (var segment in PathSegments.Split(path).Take(MaxSegments))
        {
            var parenthesis = segment.IndexOf('(', StringComparison.Ordinal);
            var name = parenthesis < 0 ? segment : segment[..parenthesis];
            text.Append('/').Append(model.IsPathName(name) ? name : "…");
            if (parenthesis >= 0)
                text.Append("(…)");
        }
        return text.ToString();
    }
}

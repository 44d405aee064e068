using System.Text;
using Microsoft.AspNetCore.Http.Features;
using ProjectGraph.Server.ODataApi;
using ProjectGraph.Server.ODataApi.Reading;

namespace ProjectGraph.Server.Telemetry;

/// <summary>The path of an OData request without what the caller looks for: names of the model stay, keys and arguments become <c>…</c>.</summary>
internal static class ODataPathShape
{
    /// <summary>The path of a request that is not understood yet.</summary>
    public const string Unknown = ODataReader.Prefix + "/…";

    private const int LongestPath = 20;

    /// <summary>Puts the shape into the request's span in place of its path.</summary>
    /// <param name="path">Below the service root, decoded.</param>
    public static void Describe(HttpContext context, ODataModel model, string path)
    {
        if (context.Features.Get<IHttpActivityFeature>()?.Activity is { IsAllDataRequested: true } span) span.SetTag("url.path", Create(model, path));
    }

    public static string Create(ODataModel model, string path)
    {
        var text = new StringBuilder(ODataReader.Prefix);
        foreach (var segment in PathSegments.Split(path).Take(LongestPath))
        {
            var parenthesis = segment.IndexOf('(', StringComparison.Ordinal);
            var name = parenthesis < 0 ? segment : segment[..parenthesis];
            text.Append('/').Append(model.IsPathName(name) ? name : "…");
            if (parenthesis >= 0) text.Append("(…)");
        }
        return text.ToString();
    }
}

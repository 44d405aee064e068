using SandboxHandler = System.Func<ProjectGraph.Sandbox.SandboxRequest, ProjectGraph.Sandbox.SandboxResponse>;

namespace ProjectGraph.Sandbox;

/// <summary>
/// The route table of one vendor. ASP.NET's routing does not fit: a key such as <c>extid-a%2Fb</c> must stay one segment, paths are
/// case-sensitive, and some vendors distinguish a trailing slash. The first matching route wins.
/// </summary>
public sealed class SandboxRoutes(string prefix = "")
{
    private readonly List<Route> _routes = [];

    public IEnumerable<string> Operations => _routes.Select(route => $"{route.Method} {route.Pattern}");

    /// <param name="pattern">Literal segments and <c>{name}</c>. <c>/projects/</c> differs from <c>/projects</c>.</param>
    public SandboxRoutes On(string method, string pattern, SandboxHandler handler)
    {
        _routes.Add(new(method, prefix + pattern, (prefix + pattern).Split('/'), handler));
        return this;
    }

    public SandboxRoutes Get(string pattern, SandboxHandler handler) => On("GET", pattern, handler);

    public SandboxRoutes Post(string pattern, SandboxHandler handler) => On("POST", pattern, handler);

    public SandboxRoutes Put(string pattern, SandboxHandler handler) => On("PUT", pattern, handler);

    public SandboxRoutes Patch(string pattern, SandboxHandler handler) => On("PATCH", pattern, handler);

    public SandboxRoutes Delete(string pattern, SandboxHandler handler) => On("DELETE", pattern, handler);

    /// <summary>Runs the matching route. An unknown path is a 404, a known path with another method a 405.</summary>
    public SandboxResponse Run(SandboxRequest request)
    {
        var segments = request.Path.Split('/');
        var known = new List<string>();
        foreach (var route in _routes)
        {
            if (Match(route.Segments, segments) is not { } values)
                continue;
            if (route.Method == request.Method)
                return route.Handler(request with { Values = values });
            known.Add(route.Method);
        }
        throw known.Count > 0
            ? new SandboxException(405, $"{request.Method} is not offered at {request.Path}.")
            {
                AllowedMethods = string.Join(", ", known.Distinct()),
            }
            : new SandboxException(404, $"There is nothing at {request.Path}.");
    }

    private static Dictionary<string, string>? Match(string[] pattern, string[] segments)
    {
        if (pattern.Length != segments.Length)
            return null;
        var values = new Dictionary<string, string>();
        for (var i = 0; i < pattern.Length; i++)
        {
            var value = Uri.UnescapeDataString(segments[i]);
            if (pattern[i].StartsWith('{') && value.Length > 0)
                values[pattern[i][1..^1]] = value;
            else if (pattern[i] != value)
                return null;
        }
        return values;
    }

    private sealed record Route(string Method, string Pattern, string[] Segments, SandboxHandler Handler);
}

namespace ProjectGraph.Server.ODataApi.Reading;

/// <summary>Splits a path into segments. A slash within parentheses or a text is part of an expression.</summary>
internal static class PathSegments
{
    public static List<string> Split(string path)
    {
        var segments = new List<string>();
        var (start, depth, quoted) = (0, 0, false);
        for (var i = 0; i < path.Length; i++)
        {
            var c = path[i];
            if (c == '\'' && depth > 0)
                quoted = !quoted;
            else if (quoted)
                continue;
            else if (c == '(')
                depth++;
            else if (c == ')')
                depth = Math.Max(0, depth - 1);
            else if (c == '/' && depth == 0)
            {
                segments.Add(path[start..i]);
                start = i + 1;
            }
        }
        segments.Add(path[start..]);
        return segments;
    }
}

using System.Net.Http.Headers;
using System.Text;

namespace ProjectGraph.Server.Tests.Fuzzing;

/// <summary>A request as bytes and texts, before it is known whether HTTP can carry it.</summary>
/// <param name="Target">Path and query as they stand in the request line.</param>
internal sealed record FuzzRequest(string Method, string Target, IReadOnlyList<(string Name, string Value)> Headers, byte[] Body)
{
    public static FuzzRequest Get(string target, params (string, string)[] headers) => new("GET", target, headers, []);

    public static FuzzRequest Json(string method, string target, string body, params (string, string)[] headers) =>
        new(method, target, [("Content-Type", "application/json"), .. headers], Encoding.UTF8.GetBytes(body));

    public HttpRequestMessage ToMessage(Uri root)
    {
        var options = new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true };
        var message = new HttpRequestMessage(new(Method), new Uri(root.GetLeftPart(UriPartial.Authority) + Sendable(Target), options));
        if (Body.Length > 0 || Method is "POST" or "PUT" or "PATCH")
            message.Content = new ByteArrayContent(Body);
        foreach (var (name, value) in Headers)
        {
            var sendable = new string([.. value.Where(character => character is >= ' ' and < '\u007F')]);
            if (!message.Headers.TryAddWithoutValidation(name, sendable))
                message.Content?.Headers.TryAddWithoutValidation(name, sendable);
        }
        return message;
    }

    public override string ToString() =>
        $"{Method} {Target}\n{string.Join('\n', Headers.Select(header => $"{header.Name}: {header.Value}"))}\n\n{Encoding.UTF8.GetString(Body.AsSpan(0, Math.Min(Body.Length, 4_000)))}\n(body in Base64: {Convert.ToBase64String(Body.AsSpan(0, Math.Min(Body.Length, 4_000)))})";

    // What no request line can hold is encoded, as every client does.
    private static string Sendable(string target)
    {
        var text = new StringBuilder();
        foreach (var character in Encoding.UTF8.GetBytes(target.StartsWith('/') ? target : "/" + target))
            if (character is > (byte)' ' and < 0x7F and not (byte)'#')
                text.Append((char)character);
            else
                text.Append('%').Append(character.ToString("X2", null));
        return text.ToString(0, Math.Min(text.Length, 12_000));
    }
}

using System.Text;

namespace ProjectGraph.Benchmarks.Load;

/// <summary>Formats HTTP requests as bytes.</summary>
internal static class HttpRequest
{
    public static byte[] Get(int port, string target, string headers = "") =>
        Encoding.UTF8.GetBytes($"GET {target} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAccept: application/json\r\n{headers}\r\n");

    public static byte[] Post(int port, string target, string json)
    {
        var body = Encoding.UTF8.GetBytes(json);
        var head =
            $"POST {target} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAccept: application/json\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n";
        return [.. Encoding.UTF8.GetBytes(head), .. body];
    }
}

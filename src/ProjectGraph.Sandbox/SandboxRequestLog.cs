using System.Text;
using Microsoft.AspNetCore.Http;

namespace ProjectGraph.Sandbox;

/// <summary>A received request with masked credentials, and its response status (0: closed without a response).</summary>
internal sealed record LoggedSandboxRequest(
    DateTimeOffset At,
    string Method,
    string Url,
    IReadOnlyDictionary<string, string> Headers,
    string Body,
    int Status
);

/// <summary>The last requests of one sandbox, to inspect what a client sends.</summary>
internal sealed class SandboxRequestLog
{
    private const int Length = 200;
    private const int BodyLength = 64 * 1024;
    private static readonly string[] Secrets = ["Authorization", "X-API-KEY", "X-Auth-Token", "Cookie"];

    private readonly Lock _gate = new();
    private readonly Queue<LoggedSandboxRequest> _requests = [];

    public IReadOnlyList<LoggedSandboxRequest> Recent()
    {
        lock (_gate)
        {
            return [.. _requests];
        }
    }

    public void Clear()
    {
        lock (_gate)
        {
            _requests.Clear();
        }
    }

    public void Add(SandboxRequest request, int status)
    {
        var headers = request.Headers.ToDictionary(header => header.Key, header => Masked(header.Key, header.Value.ToString()));
        var body = Encoding.UTF8.GetString(request.Body.Span[..Math.Min(request.Body.Length, BodyLength)]);
        lock (_gate)
        {
            _requests.Enqueue(new(request.Now, request.Method, request.Path + request.QueryString, headers, body, status));
            if (_requests.Count > Length)
                _requests.Dequeue();
        }
    }

    // The scheme stays visible, to reveal clients that send the wrong one.
    private static string Masked(string name, string value)
    {
        if (!Secrets.Contains(name, StringComparer.OrdinalIgnoreCase))
            return value;
        var space = value.IndexOf(' ', StringComparison.Ordinal);
        return name.Equals("Authorization", StringComparison.OrdinalIgnoreCase) && space > 0 ? value[..space] + " ***" : "***";
    }
}

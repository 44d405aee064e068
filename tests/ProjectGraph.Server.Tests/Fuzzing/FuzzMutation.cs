using System.Text;

namespace ProjectGraph.Server.Tests.Fuzzing;

/// <summary>Mutates requests: bytes, tokens, structure, headers, methods, encodings and sizes.</summary>
internal sealed class FuzzMutation(FuzzRandom random, IReadOnlyList<FuzzRequest> corpus, IReadOnlyList<string> tokens)
{
    private const int LongestBody = 200_000;

    private static readonly string[] Methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "QUERY", "get", "X"];

    private static readonly (string, string)[] Headers =
    [
        ("Accept", "text/event-stream"),
        ("Accept", "*/*;q=0"),
        ("Accept", "application/json;odata.metadata=full;IEEE754Compatible=true"),
        ("Accept", ",;q=,=="),
        ("Accept", "application/graphql-response+json"),
        ("Accept-Charset", "utf-16;q=1"),
        ("Accept-Encoding", "br;q=x, gzip"),
        ("Content-Type", "application/json; charset=utf-16"),
        ("Content-Type", "multipart/mixed; boundary=\""),
        ("Content-Type", "multipart/mixed;boundary=b"),
        ("Content-Type", "text/plain"),
        ("Content-Type", ";;;"),
        ("Content-Encoding", "gzip"),
        ("Content-Language", "\u0001"),
        ("OData-Version", "9"),
        ("OData-MaxVersion", "4.0"),
        ("OData-MaxVersion", "1e99"),
        ("Prefer", "respond-async,wait=0"),
        ("Prefer", "maxpagesize=0"),
        ("Prefer", "maxpagesize=99999999999"),
        ("Prefer", "return=minimal"),
        ("Prefer", "odata.track-changes,include-annotations=\"*\""),
        ("Prefer", "omit-values=nulls;x"),
        ("If-Match", "W/\"x"),
        ("If-Match", "*"),
        ("If-None-Match", "*"),
        ("If-None-Match", "\"a\",\"b\""),
        ("Idempotency-Key", "k"),
        ("Repeatability-Request-ID", "1"),
        ("Repeatability-First-Sent", "never"),
        ("GraphQL-Cost", "validate"),
        ("GraphQL-Cost", "report"),
        ("Last-Event-ID", "-1"),
        ("Range", "bytes=0-1"),
        ("Authorization", "Bearer"),
        ("Authorization", "Basic !!!"),
        ("X-API-Key", ""),
        ("Origin", "null"),
        ("Sec-Fetch-Site", "cross-site"),
        ("ProjectGraph-Position", "9223372036854775808"),
        ("Expect", "100-continue"),
        ("Isolation", "snapshot"),
        ("X-HTTP-Method", "DELETE"),
        ("X-Forwarded-Host", "a b"),
        ("Host", "a:b:c"),
        ("Cookie", "a=b;;"),
        ("Upgrade", "websocket"),
        ("Connection", "Upgrade"),
    ];

    private static readonly byte[][] OddBytes =
    [
        [0xED, 0xA0, 0x80],
        [0xFF],
        [0xC0, 0xAF],
        [0xEF, 0xBB, 0xBF],
        [0x00],
        [0xF4, 0x90, 0x80, 0x80],
        .. new[]
        {
            "\\ud800",
            "\\u0000",
            "\\",
            "\"",
            "{",
            "}",
            "[",
            "]",
            ":",
            ",",
            "null",
            "true",
            "-0",
            "1e400",
            "1E-400",
            "99999999999999999999",
            "0.1e1000000",
            "\"\":",
            "{\"a\":",
            "\\uD83D\\uDE00",
            "\u202E",
            "/*",
            "NaN",
            "\r\n\r\n",
            "--b\r\n",
            "$1",
            "😀",
        }.Select(Encoding.UTF8.GetBytes),
    ];

    public FuzzRequest Mutated()
    {
        var request = random.Pick(corpus);
        for (var changes = 1 + random.Next(3); changes > 0; changes--)
            request = Changed(request);
        return request;
    }

    private FuzzRequest Changed(FuzzRequest request) =>
        random.Next(10) switch
        {
            0 => request with { Method = random.Pick(Methods) },
            1 => WithHeader(request),
            2 => request with { Headers = [.. request.Headers.Where(_ => !random.OneIn(3))] },
            3 or 4 or 5 => request with { Target = Target(request.Target) },
            6 when random.OneIn(20) => request with { Body = Grown(request.Body) },
            _ when request.Body.Length == 0 => request with { Target = Target(request.Target) },
            6 => request with { Body = Encoded(request.Body) },
            7 => request with { Body = Encoding.UTF8.GetBytes(Text(Encoding.UTF8.GetString(request.Body))) },
            _ => request with { Body = Bytes(request.Body) },
        };

    private FuzzRequest WithHeader(FuzzRequest request)
    {
        var header = random.Pick(Headers);
        return request with
        {
            Headers =
            [
                .. request.Headers.Where(other => other.Name != header.Item1),
                random.OneIn(8) ? (header.Item1, Text(header.Item2)) : header,
            ],
        };
    }

    // Mostly after the question mark: a path that leads nowhere is refused before anything else is read.
    private string Target(string target)
    {
        var question = target.IndexOf('?', StringComparison.Ordinal);
        return question < 0 || random.OneIn(4)
            ? target[..6] + Text(target[6..])
            : target[..(question + 1)] + Text(target[(question + 1)..]);
    }

    /// <summary>Tokens put in, taken away, repeated or exchanged, or a character that is another one.</summary>
    private string Text(string text)
    {
        if (text.Length < 2)
            return text + random.Pick(tokens);
        var at = 1 + random.Next(text.Length - 1);
        var length = Math.Min(1 + random.Next(random.OneIn(4) ? 40 : 6), text.Length - at);
        return random.Next(6) switch
        {
            0 or 1 => text.Insert(at, random.Pick(tokens)),
            2 => text.Remove(at, length),
            3 => text.Insert(at, text.Substring(at, length)),
            4 => text.Remove(at, length).Insert(at, random.Pick(tokens)),
            _ => text.Remove(at, 1).Insert(at, ((char)(random.OneIn(6) ? random.Next(0xD7FF) : 32 + random.Next(95))).ToString()),
        };
    }

    private byte[] Bytes(byte[] body)
    {
        if (body.Length == 0)
            return random.Pick(OddBytes);
        var at = random.Next(body.Length);
        var length = Math.Min(1 + random.Next(12), body.Length - at);
        return random.Next(6) switch
        {
            0 => [.. body[..at], .. random.Pick(OddBytes), .. body[at..]],
            1 => [.. body[..at], .. body[(at + length)..]],
            2 => [.. body[..at], .. body[at..(at + length)], .. body[at..]],
            3 => [.. body[..at], .. random.Pick(OddBytes), .. body[(at + length)..]],
            4 => body[..at],
            _ => [.. body[..at], (byte)random.Next(256), .. body[(at + 1)..]],
        };
    }

    private byte[] Grown(byte[] body)
    {
        var piece = body.Length < 2 ? "[{\"a\":"u8.ToArray() : body[..(1 + random.Next(Math.Min(body.Length - 1, 200)))];
        var times = Math.Min(LongestBody / piece.Length, 1 + random.Next(20_000));
        return [.. body[..(body.Length / 2)], .. Enumerable.Repeat(piece, times).SelectMany(bytes => bytes), .. body[(body.Length / 2)..]];
    }

    private byte[] Encoded(byte[] body) =>
        random.Next(4) switch
        {
            0 => [0xEF, 0xBB, 0xBF, .. body],
            1 => Encoding.Unicode.GetBytes(Encoding.UTF8.GetString(body)),
            2 => Encoding.Latin1.GetBytes(Encoding.UTF8.GetString(body)),
            _ => Encoding.UTF8.GetBytes(Uri.EscapeDataString(Encoding.UTF8.GetString(body)[..Math.Min(body.Length / 2, 2_000)])),
        };
}

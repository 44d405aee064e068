using System.Text;
using System.Text.Json;

namespace ProjectGraph.Benchmarks.Load;

/// <summary>Parses the JSON of a response, outside measurements.</summary>
internal static class ResponseBody
{
    public static JsonElement Parse(ReadOnlyMemory<byte> answer)
    {
        var head = answer.Span.IndexOf("\r\n\r\n"u8) + 4;
        var isChunked = answer.Span[..head].IndexOf("chunked"u8) >= 0;
        var body = answer[head..];
        return JsonSerializer.Deserialize<JsonElement>((isChunked ? Unchunked(body.Span) : body).Span);
    }

    private static ReadOnlyMemory<byte> Unchunked(ReadOnlySpan<byte> body)
    {
        var whole = new List<byte>(body.Length);
        while (true)
        {
            var line = body.IndexOf("\r\n"u8);
            var length = Convert.ToInt32(Encoding.ASCII.GetString(body[..line]), 16);
            if (length == 0)
                return whole.ToArray();
            whole.AddRange(body.Slice(line + 2, length));
            body = body[(line + 2 + length + 2)..];
        }
    }
}

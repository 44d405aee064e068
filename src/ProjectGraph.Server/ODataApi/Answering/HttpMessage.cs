using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;

namespace ProjectGraph.Server.ODataApi.Answering;

/// <summary>An answer as <c>application/http</c>: within a batch, or as the result of what was asked for earlier.</summary>
internal static class HttpMessage
{
    /// <summary>Moves the body to the target: the response has none afterwards.</summary>
    public static void Write(PooledBuffer target, InnerAnswer answer)
    {
        var head = new StringBuilder().Append(CultureInfo.InvariantCulture, $"HTTP/1.1 {answer.Status} {ReasonPhrases.GetReasonPhrase(answer.Status)}\r\n");
        foreach (var (name, value) in answer.Headers) head.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
        if (answer.Body.Length > 0) head.Append(CultureInfo.InvariantCulture, $"Content-Length: {answer.Body.Length}\r\n");
        target.Write(Encoding.UTF8.GetBytes(head.Append("\r\n").ToString()));
        target.Append(answer.Body);
    }
}

using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;

namespace ProjectGraph.Server.ODataApi.Responses;

/// <summary>Writes a response as <c>application/http</c>, for a batch or an async result.</summary>
internal static class HttpMessage
{
    /// <summary>Writes the message. The body moves to the target, so the response has none afterwards.</summary>
    public static void Write(PooledBuffer target, InnerResponse response)
    {
        var head = new StringBuilder().Append(
            CultureInfo.InvariantCulture,
            $"HTTP/1.1 {response.Status} {ReasonPhrases.GetReasonPhrase(response.Status)}\r\n"
        );
        foreach (var (name, value) in response.Headers)
            head.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
        if (response.Body.Length > 0)
            head.Append(CultureInfo.InvariantCulture, $"Content-Length: {response.Body.Length}\r\n");
        target.Write(Encoding.UTF8.GetBytes(head.Append("\r\n").ToString()));
        target.Append(response.Body);
    }
}

using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http.Features;
using ProjectGraph.GraphQL;

namespace ProjectGraph.Server;

/// <summary>
/// Converts clients' bytes to text, for all protocols and transports. It refuses text that is not Unicode and names the invalid
/// part, so later code needs no such check.
/// </summary>
internal static class IncomingText
{
    /// <summary>The deepest nesting of a client's JSON.</summary>
    public const int MaxJsonDepth = 64;

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = MaxJsonDepth };

    /// <summary>An encoding that throws on bytes that are not UTF-8, instead of replacing them.</summary>
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <param name="name">The parameter with the JSON, for the message. Empty for a body.</param>
    /// <exception cref="JsonException">The text is not JSON, or it is nested too deeply.</exception>
    /// <exception cref="ApiException">A name or value in the JSON is not Unicode text.</exception>
    public static JsonElement Parse(ReadOnlyMemory<byte> json, string name = "")
    {
        using var document = JsonDocument.Parse(json, Options);
        RequireUnicode(document.RootElement, name);
        return document.RootElement.Clone();
    }

    /// <inheritdoc cref="Parse(ReadOnlyMemory{byte}, string)"/>
    public static JsonElement Parse(string json, string name)
    {
        using var document = JsonDocument.Parse(json, Options);
        RequireUnicode(document.RootElement, name);
        return document.RootElement.Clone();
    }

    /// <summary>Refuses JSON with text that is not Unicode.</summary>
    /// <param name="name">The parameter with the JSON, for the message. Empty for a body.</param>
    /// <exception cref="ApiException">A name or value in the JSON is not Unicode text.</exception>
    public static void RequireUnicode(JsonElement json, string name = "")
    {
        if (JsonUnicodeValidator.FindInvalid(json) is not { } path)
            return;
        throw CreateError(
            (name, path) switch
            {
                ("", "") => "body",
                ("", _) => path,
                (_, "") => name,
                (_, ['[', ..]) => name + path,
                _ => $"{name}.{path}",
            }
        );
    }

    /// <summary>Decodes a plain text body or a part of one.</summary>
    /// <exception cref="ApiException">The bytes are not UTF-8.</exception>
    public static string DecodeUtf8(ReadOnlySpan<byte> bytes, string name)
    {
        try
        {
            return StrictUtf8.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            throw CreateError(name);
        }
    }

    /// <summary>Refuses a URL with percent-encoded bytes that are not UTF-8, such as <c>%FF</c> or <c>%ED%A0%80</c>.</summary>
    /// <exception cref="ApiException">The path or a parameter is not Unicode text.</exception>
    public static void RequireUnicodeUrl(HttpRequest request) =>
        RequireUnicodeUrl(
            request.HttpContext.Features.Get<IHttpRequestFeature>()?.RawTarget is { Length: > 0 } target
                ? target
                : request.QueryString.Value ?? ""
        );

    /// <inheritdoc cref="RequireUnicodeUrl(HttpRequest)"/>
    /// <param name="url">The URL as the client sent it.</param>
    public static void RequireUnicodeUrl(ReadOnlySpan<char> url)
    {
        if (!url.Contains('%'))
            return;
        var mark = url.IndexOf('?');
        if (!IsUnicode(mark < 0 ? url : url[..mark]))
            throw CreateError("path");
        if (mark < 0)
            return;
        var query = url[(mark + 1)..];
        foreach (var part in query.Split('&'))
        {
            var parameter = query[part];
            var equals = parameter.IndexOf('=');
            if (!IsUnicode(equals < 0 ? parameter : parameter[..equals]))
                throw CreateError("query");
            if (!IsUnicode(parameter))
                throw CreateError(Uri.UnescapeDataString(parameter[..equals]));
        }
    }

    /// <summary>Whether the percent-encoded bytes of a text are UTF-8. A percent sign without two digits is a character.</summary>
    private static bool IsUnicode(ReadOnlySpan<char> text)
    {
        if (!text.Contains('%'))
            return true;
        var bytes = new byte[Encoding.UTF8.GetMaxByteCount(text.Length)];
        var written = 0;
        for (var i = 0; i < text.Length; )
        {
            if (text[i] == '%' && i + 2 < text.Length && char.IsAsciiHexDigit(text[i + 1]) && char.IsAsciiHexDigit(text[i + 2]))
            {
                bytes[written++] = (byte)((ParseHexDigit(text[i + 1]) << 4) + ParseHexDigit(text[i + 2]));
                i += 3;
                continue;
            }
            var end = text[(i + 1)..].IndexOf('%') is >= 0 and var next ? i + 1 + next : text.Length;
            written += Encoding.UTF8.GetBytes(text[i..end], bytes.AsSpan(written));
            i = end;
        }
        return Utf8.IsValid(bytes.AsSpan(0, written));
    }

    private static int ParseHexDigit(char digit) => char.IsAsciiDigit(digit) ? digit - '0' : (digit | 0x20) - 'a' + 10;

    private static ApiException CreateError(string name) =>
        new(
            ErrorCodes.BadUserInput,
            $"`{name}` is not Unicode text. It contains half of a surrogate pair, or bytes that are not UTF-8. Send complete characters. A program must not truncate a text inside a character.",
            name
        );
}

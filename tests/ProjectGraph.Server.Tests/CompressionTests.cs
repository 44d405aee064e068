using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace ProjectGraph.Server.Tests;

/// <summary>Checks compressed requests and responses.</summary>
public sealed class CompressionTests(RunningServer server) : IClassFixture<RunningServer>
{
    private const string Query = "{\"query\":\"{ projects(first: 20) { nodes { name } } }\"}";

    [Theory]
    [InlineData("/graphql?query=%7B__typename%7D", "br", "br")]
    [InlineData("/graphql?query=%7B__typename%7D", "gzip", "gzip")]
    [InlineData("/graphql?query=%7B__typename%7D", "gzip, deflate, br", "br")]
    [InlineData("/graphql?query=%7B__typename%7D", "identity", null)]
    [InlineData("/graphql?query=%7B__typename%7D", null, null)]
    [InlineData("/graphql/schema.graphql", "gzip", "gzip")]
    [InlineData("/odata/Projects?$top=5", "gzip", "gzip")]
    [InlineData("/odata/$metadata", "br", "br")]
    [InlineData("/", "gzip", "gzip")]
    [InlineData("/site.css", "br", "br")]
    public async Task A_response_is_compressed_as_the_client_accepts(string path, string? accepted, string? expected)
    {
        using var plain = await GetAsync(path);
        using var response = await GetAsync(path, accepted is null ? [] : [("Accept-Encoding", accepted)]);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Content.Headers.ContentEncoding.ShouldBe(expected is null ? [] : [expected]);
        (await TextAsync(response)).ShouldBe(await TextAsync(plain));
        if (expected is not null)
            response.Headers.Vary.ShouldContain("Accept-Encoding");
    }

    [Fact]
    public async Task A_response_to_a_page_of_another_site_is_not_compressed()
    {
        using var response = await GetAsync("/graphql?query=%7B__typename%7D", ("Accept-Encoding", "br"), ("Sec-Fetch-Site", "cross-site"));
        response.Content.Headers.ContentEncoding.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("deflate")]
    public async Task A_compressed_request_is_decompressed(string encoding)
    {
        using var response = await PostAsync(Compress(Encoding.UTF8.GetBytes(Query), encoding), encoding);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await response.Content.ReadAsStringAsync()).ShouldContain("\"nodes\"");
    }

    [Fact]
    public async Task The_body_limit_counts_decompressed_bytes()
    {
        var padded = Encoding.UTF8.GetBytes("{\"query\":\"{__typename}\",\"x\":\"" + new string(' ', 5 * 1024 * 1024) + "\"}");
        using var response = await PostAsync(Compress(padded, "gzip"), "gzip");
        await response.ShouldBeErrorAsync(ErrorCodes.RequestTooLarge);
    }

    [Fact]
    public async Task A_body_that_does_not_match_its_encoding_is_refused()
    {
        using var response = await PostAsync(Encoding.UTF8.GetBytes(Query), "gzip");
        await response.ShouldBeErrorAsync(ErrorCodes.BadRequest);
        using var cut = await PostAsync(Compress(Encoding.UTF8.GetBytes(Query), "gzip")[..^20], "gzip");
        await cut.ShouldBeErrorAsync(ErrorCodes.BadRequest);
    }

    [Theory]
    [InlineData("zstd")]
    [InlineData("gzip, gzip")]
    public async Task An_unknown_encoding_is_refused(string encoding)
    {
        using var response = await PostAsync(Encoding.UTF8.GetBytes(Query), encoding);
        await response.ShouldBeErrorAsync(ErrorCodes.UnsupportedMediaType);
    }

    private static byte[] Compress(byte[] bytes, string encoding)
    {
        using var compressed = new MemoryStream();
        using (
            Stream stream = encoding switch
            {
                "br" => new BrotliStream(compressed, CompressionLevel.Fastest),
                "deflate" => new ZLibStream(compressed, CompressionLevel.Fastest),
                _ => new GZipStream(compressed, CompressionLevel.Fastest),
            }
        )
        {
            stream.Write(bytes);
        }
        return compressed.ToArray();
    }

    private static async Task<string> TextAsync(HttpResponseMessage response)
    {
        await using var body = await response.Content.ReadAsStreamAsync();
        await using Stream plain = response.Content.Headers.ContentEncoding.SingleOrDefault() switch
        {
            "br" => new BrotliStream(body, CompressionMode.Decompress),
            "gzip" => new GZipStream(body, CompressionMode.Decompress),
            _ => body,
        };
        using var reader = new StreamReader(plain);
        return await reader.ReadToEndAsync();
    }

    private async Task<HttpResponseMessage> GetAsync(string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value).ShouldBeTrue();
        return await server.Client.SendAsync(request);
    }

    private async Task<HttpResponseMessage> PostAsync(byte[] body, string encoding)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        content.Headers.TryAddWithoutValidation("Content-Encoding", encoding).ShouldBeTrue();
        return await server.Client.PostAsync("/graphql", content);
    }
}

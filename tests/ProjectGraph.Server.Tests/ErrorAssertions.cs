using System.Net;
using System.Text.Json;

namespace ProjectGraph.Server.Tests;

/// <summary>Lists the error codes that a test produces. <see cref="ErrorCodeTests"/> ensures that every code is produced.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
internal sealed class ProducesAttribute(string code) : Attribute
{
    public string Code { get; } = code;
}

internal static class ErrorAssertions
{
    /// <summary>Asserts that the response is this error in the format of the path's protocol, and that it leaks nothing.</summary>
    /// <returns>The message.</returns>
    public static async Task<string> ShouldBeErrorAsync(this HttpResponseMessage response, ErrorCode code, int? status = null)
    {
        var text = await response.Content.ReadAsStringAsync();
        ((int)response.StatusCode).ShouldBe(status ?? code.Status, text);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/json");
        text.ShouldNotContain("   at ", Case.Sensitive, "a stack trace leaked");
        var body = JsonDocument.Parse(text).RootElement;
        var path = response.RequestMessage!.RequestUri!.AbsolutePath;
        return path.StartsWith("/graphql", StringComparison.Ordinal) ? GraphQL(body, code) : OData(response, body, code, path);
    }

    private static string GraphQL(JsonElement body, ErrorCode code)
    {
        var error = body.GetProperty("errors")[0];
        error.GetProperty("extensions").GetProperty("code").GetString().ShouldBe(code.Id);
        return error.GetProperty("message").GetString()!;
    }

    private static string OData(HttpResponseMessage response, JsonElement body, ErrorCode code, string path)
    {
        if (path.StartsWith("/odata", StringComparison.Ordinal))
            response.Headers.GetValues("OData-Version").ShouldHaveSingleItem();
        var error = body.GetProperty("error");
        error.GetProperty("code").GetString().ShouldBe(code.Id);
        return error.GetProperty("message").GetString()!;
    }
}

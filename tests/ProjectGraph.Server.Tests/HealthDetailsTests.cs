using System.Net;
using ProjectGraph.Server.Tests.Bi;

namespace ProjectGraph.Server.Tests;

[Collection(KeyedServerCollection.Name)]
public sealed class HealthDetailsTests(KeyedServer server)
{
    [Theory]
    [InlineData("/health/ready?details")]
    [InlineData("/health/ready?Details=1")]
    [InlineData("/health/ready?x=1&details=true")]
    [InlineData("/health/ready/?details")]
    [InlineData("/HEALTH/ready?details")]
    [InlineData("/health/ready/details")]
    public async Task Details_are_for_callers_with_a_key(string path)
    {
        await (await server.SendAsync(HttpMethod.Get, path, null)).ShouldBeErrorAsync(ErrorCodes.Unauthenticated);
        using var response = await server.SendAsync(HttpMethod.Get, path, server.Reader);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await response.Content.ReadAsStringAsync()).ShouldContain("\"circuits\"");
    }

    [Fact]
    public async Task Readiness_needs_no_key() => (await server.Client.GetStringAsync("/health/ready")).ShouldBe("""{"status":"ready"}""");
}

using System.Collections.Frozen;
using System.Net;
using ProjectGraph.Data.Access;

namespace ProjectGraph.Server.Tests;

public sealed class ProtocolTests
{
    [Theory]
    [InlineData("GraphQL", "/graphql/who", true)]
    [InlineData("GraphQL", "/odata/who", false)]
    [InlineData("GraphQL", "/connect/file", false)]
    [InlineData("OData", "/odata/who", true)]
    [InlineData("OData", "/connect/file", true)]
    [InlineData("OData", "/graphql/who", false)]
    public async Task A_key_that_is_restricted_to_a_protocol_gets_403_at_the_other_one(string protocol, string path, bool allowed)
    {
        await using var server = await AccessServer.StartAsync();
        var response = await server.GetAsync(path, ("Restricted-To", protocol));
        if (allowed)
            response.StatusCode.ShouldBe(HttpStatusCode.OK);
        else
            await response.ShouldBeErrorAsync(ErrorCodes.Forbidden);
    }

    [Theory]
    [InlineData("/graphql", "GraphQL")]
    [InlineData("/GraphQL/schema.graphql", "GraphQL")]
    [InlineData("/odata", "OData")]
    [InlineData("/odata/Projects", "OData")]
    [InlineData("/connect/powerbi.pbids", "OData")]
    [InlineData("/odataset", "")]
    public void A_restricted_key_opens_the_paths_of_its_protocol_alone(string path, string protocol)
    {
        foreach (var allowed in Enum.GetValues<ApiProtocol>())
        {
            var caller = new CallerAccess("feed", AccessRole.Admin) { Protocols = new[] { allowed }.ToFrozenSet() };
            if (allowed.ToString() == protocol)
                caller.RequireProtocol(path);
            else
                Should
                    .Throw<ApiException>(() => caller.RequireProtocol(path))
                    .Message.ShouldBe($"The key 'feed' may only use {allowed}, not {path}. Use a key without this restriction.");
        }
        new CallerAccess("feed", AccessRole.Reader).RequireProtocol(path);
    }
}

using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using ProjectGraph.Server.GraphQLApi;

namespace ProjectGraph.Server.Tests.GraphQLApi;

/// <summary>The statuses of the draft of August 2026, which the audits do not check.</summary>
public sealed class HttpProfileTests : IAsyncLifetime
{
    private RunningServer _server = null!;

    public async Task InitializeAsync() =>
        _server = await RunningServer.StartAsync(("GraphQL:HttpProfile", "Draft2026"), ("Sandbox:ProjectsPerVendor", "5"));

    public Task DisposeAsync() => _server.DisposeAsync().AsTask();

    [Fact]
    public void A_profile_that_there_is_not_is_told_at_the_start()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("GraphQL:HttpProfile", "Draft2035")]).Build();
        Should.Throw<StartException>(() => GraphQLSettings.Read(configuration)).Message.ShouldContain("GraphQL:HttpProfile");
    }

    [Theory]
    [InlineData("{ __typename }", 200)]
    [InlineData("{", 400)]
    [InlineData("{ nope }", 422)]
    [InlineData("query($n: Int!) { projects(first: $n) { totalCount } }", 422)]
    [InlineData("query A { __typename } query B { __typename }", 422)]
    [InlineData("{ project(id: \"nonsense\") { id } __typename }", 294)]
    [InlineData("query($if: Boolean = true) { __typename @include(if: $if) }", 422, "{\"if\":null}")]
    public async Task Each_outcome_has_its_status_whatever_the_media_type(string query, int status, string variables = "{}")
    {
        foreach (var accept in (string[])["application/json", "application/graphql-response+json"])
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql")
            {
                Content = JsonContent.Create(new { query, variables = JsonDocument.Parse(variables).RootElement }),
            };
            request.Headers.Accept.ParseAdd(accept);
            using var response = await _server.Client.SendAsync(request);
            ((int)response.StatusCode).ShouldBe(status, $"{accept}: {await response.Content.ReadAsStringAsync()}");
            response.Content.Headers.ContentType!.MediaType.ShouldBe(accept);
        }
    }
}

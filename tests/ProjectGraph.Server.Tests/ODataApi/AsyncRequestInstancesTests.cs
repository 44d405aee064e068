using System.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using ProjectGraph.Data.Access;
using ProjectGraph.Data.Coordination;
using ProjectGraph.Data.Storage;
using ProjectGraph.Server.ODataApi.AsyncRequests;
using ProjectGraph.Server.ODataApi.Planning;

namespace ProjectGraph.Server.Tests.ODataApi;

/// <summary>Tests async requests and links across two instances on one store.</summary>
public sealed class AsyncRequestInstancesTests(ODataServer server) : IClassFixture<ODataServer>
{
    private static readonly TimeSpan Retention = TimeSpan.FromMinutes(10);
    private static readonly string Owner = AsyncRequestRunner.HashOwner(new("test", AccessRole.Admin) { Id = "test" });

    [Fact]
    public async Task The_result_of_another_instance_is_returned()
    {
        await using var other = await OpenOtherInstanceAsync();
        var answers = other.GetRequiredService<AsyncResults>();
        await answers.BeginAsync("made", Owner, 100, 100, Retention, default);
        (await server.SendAsync("/$async/made")).StatusCode.ShouldBe(HttpStatusCode.Accepted);

        await answers.EndAsync(
            "made",
            404,
            """[{"Key":"Content-Type","Value":"application/json"},{"Key":"OData-Version","Value":"4.01"}]""",
            "{}"u8.ToArray(),
            Retention,
            default
        );

        using var final = await server.SendAsync("/$async/made");
        final.StatusCode.ShouldBe(HttpStatusCode.OK);
        final.Headers.GetValues("AsyncResult").ShouldBe(["404"]);
        final.Content.Headers.ContentType!.MediaType.ShouldBe("application/json");
        (await final.Content.ReadAsStringAsync()).ShouldBe("{}");
    }

    [Fact]
    [Produces(nameof(ErrorCodes.AsyncResultLost))]
    public async Task A_request_of_a_stopped_instance_is_reported_as_lost()
    {
        await using (var other = await OpenOtherInstanceAsync())
            await other.GetRequiredService<AsyncResults>().BeginAsync("lost", Owner, 100, 100, Retention, default);

        using var lost = await server.SendAsync("/$async/lost");

        await lost.ShouldBeErrorAsync(ErrorCodes.AsyncResultLost);
    }

    [Fact]
    public async Task A_removal_cancels_the_request_on_another_instance()
    {
        await using var other = await OpenOtherInstanceAsync();
        var answers = other.GetRequiredService<AsyncResults>();
        await answers.BeginAsync("removed", Owner, 100, 100, Retention, default);
        var removed = answers.WaitForRemovalAsync("removed", default);
        removed.IsCompleted.ShouldBeFalse();

        using var removal = new HttpRequestMessage(HttpMethod.Delete, "/odata/$async/removed");
        (await server.Client.SendAsync(removal)).StatusCode.ShouldBe(HttpStatusCode.NoContent);

        await removed.WaitAsync(TimeSpan.FromMinutes(10));
    }

    [Fact]
    public async Task A_token_of_one_instance_is_valid_at_another()
    {
        await using var one = await OpenOtherInstanceAsync();
        await using var two = await OpenOtherInstanceAsync(";Cache=Private");
        var token = Signer(one).Write(writer => writer.Write("here"), "question");
        Signer(two).Read(token, "question", reader => reader.ReadString()).ShouldBe("here");
        Signer(two).Read(token, "another question", reader => reader.ReadString()).ShouldBeNull();
    }

    private static TokenSigner Signer(ServiceProvider services) =>
        new(services.GetRequiredService<IConfiguration>(), services.GetRequiredService<GraphStore>());

    private async Task<ServiceProvider> OpenOtherInstanceAsync(string more = "")
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([new("ConnectionStrings:ProjectGraph", $"Data Source={server.File}{more}")])
            .Build();
        var services = new ServiceCollection()
            .AddLogging()
            .AddSingleton<IConfiguration>(configuration)
            .AddGraphStore(configuration)
            .BuildServiceProvider();
        await services.GetRequiredService<GraphStore>().OpenAsync(default);
        return services;
    }
}

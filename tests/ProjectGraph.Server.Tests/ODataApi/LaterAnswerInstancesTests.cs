using System.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using ProjectGraph.Data.Access;
using ProjectGraph.Data.Coordination;
using ProjectGraph.Data.Storage;
using ProjectGraph.Server.ODataApi.Later;
using ProjectGraph.Server.ODataApi.Planning;

namespace ProjectGraph.Server.Tests.ODataApi;

/// <summary>Tests async requests and links across two instances on one store.</summary>
public sealed class LaterAnswerInstancesTests(ODataServer server) : IClassFixture<ODataServer>
{
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(10);
    private static readonly string Owner = LaterAnswers.Owner(new("test", AccessRole.Admin) { Id = "test" });

    [Fact]
    public async Task What_another_instance_works_on_is_fetched_here_when_it_is_done()
    {
        await using var other = await OtherAsync();
        var answers = other.GetRequiredService<AsyncResults>();
        await answers.BeginAsync("made", Owner, 100, 100, Kept, default);
        (await server.SendAsync("/$async/made")).StatusCode.ShouldBe(HttpStatusCode.Accepted);

        await answers.EndAsync("made", 404, """[{"Key":"Content-Type","Value":"application/json"},{"Key":"OData-Version","Value":"4.01"}]""", "{}"u8.ToArray(), Kept, default);

        using var final = await server.SendAsync("/$async/made");
        final.StatusCode.ShouldBe(HttpStatusCode.OK);
        final.Headers.GetValues("AsyncResult").ShouldBe(["404"]);
        final.Content.Headers.ContentType!.MediaType.ShouldBe("application/json");
        (await final.Content.ReadAsStringAsync()).ShouldBe("{}");
    }

    [Fact]
    [Produces(nameof(ErrorCodes.LaterAnswerLost))]
    public async Task What_ended_with_its_instance_says_so()
    {
        await using (var other = await OtherAsync()) await other.GetRequiredService<AsyncResults>().BeginAsync("lost", Owner, 100, 100, Kept, default);

        using var lost = await server.SendAsync("/$async/lost");

        await lost.ShouldBeErrorAsync(ErrorCodes.LaterAnswerLost);
    }

    [Fact]
    public async Task A_removal_ends_the_work_of_another_instance()
    {
        await using var other = await OtherAsync();
        var answers = other.GetRequiredService<AsyncResults>();
        await answers.BeginAsync("removed", Owner, 100, 100, Kept, default);
        var removed = answers.WaitForRemovalAsync("removed", default);
        removed.IsCompleted.ShouldBeFalse();

        using var removal = new HttpRequestMessage(HttpMethod.Delete, "/odata/$async/removed");
        (await server.Client.SendAsync(removal)).StatusCode.ShouldBe(HttpStatusCode.NoContent);

        await removed.WaitAsync(TimeSpan.FromMinutes(10));
    }

    [Fact]
    public async Task A_token_of_one_instance_is_understood_by_another()
    {
        await using var one = await OtherAsync();
        await using var two = await OtherAsync(";Cache=Private");
        var token = Signer(one).Write(writer => writer.Write("here"), "question");
        Signer(two).Read(token, "question", reader => reader.ReadString()).ShouldBe("here");
        Signer(two).Read(token, "another question", reader => reader.ReadString()).ShouldBeNull();
    }

    private static TokenSigner Signer(ServiceProvider services) => new(services.GetRequiredService<IConfiguration>(), services.GetRequiredService<GraphStore>());

    private async Task<ServiceProvider> OtherAsync(string more = "")
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("ConnectionStrings:ProjectGraph", $"Data Source={server.File}{more}")]).Build();
        var services = new ServiceCollection().AddLogging().AddSingleton<IConfiguration>(configuration).AddGraphStore(configuration).BuildServiceProvider();
        await services.GetRequiredService<GraphStore>().OpenAsync(default);
        return services;
    }
}

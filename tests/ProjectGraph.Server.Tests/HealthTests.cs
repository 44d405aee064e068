using System.Net;

namespace ProjectGraph.Server.Tests;

public sealed class HealthTests(RunningServer server) : IClassFixture<RunningServer>
{
    [Fact]
    public async Task A_running_process_is_live() => (await server.Client.GetStringAsync("/health/live")).ShouldBe("""{"status":"live"}""");

    [Fact]
    public async Task A_started_service_is_ready() =>
        (await server.Client.GetStringAsync("/health/ready")).ShouldBe("""{"status":"ready"}""");

    [Fact]
    public async Task A_starting_service_names_what_is_missing()
    {
        var readiness = new Readiness();
        await using var small = await SmallServer.StartAsync(
            app => app.MapHealth(),
            builder => Microsoft.Extensions.DependencyInjection.ServiceCollectionServiceExtensions.AddSingleton(builder.Services, readiness)
        );
        readiness.Complete(ReadinessStep.Store);
        var response = await small.Client.GetAsync("/health/ready");
        response.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await response.Content.ReadAsStringAsync()).ShouldMatchSnapshot();
        readiness.Complete(ReadinessStep.FirstSync);
        (await small.Client.GetAsync("/health/ready")).StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        readiness.Complete(ReadinessStep.FirstQueries);
        await readiness.WhenReady;
        (await small.Client.GetAsync("/health/ready")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Every_response_reports_its_stage_times()
    {
        var response = await server.Client.GetAsync("/health/live");
        response.Headers.GetValues("Server-Timing").ShouldHaveSingleItem().ShouldMatch(@"^total;dur=\d+(\.\d+)?$");
    }
}

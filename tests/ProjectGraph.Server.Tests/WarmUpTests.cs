using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ProjectGraph.GraphQL;
using ProjectGraph.Server.ODataApi;

namespace ProjectGraph.Server.Tests;

/// <summary>Checks that no request waits for one-time work once the service is ready.</summary>
public sealed class WarmUpTests(RunningServer server) : IClassFixture<RunningServer>
{
    [Fact]
    public async Task The_first_queries_are_valid_and_take_every_stage()
    {
        (await server.Client.GetFromJsonAsync<JsonElement>(WarmUp.GraphQLQuery))
            .GetProperty("data")
            .GetProperty("projects")
            .GetProperty("nodes")
            .GetArrayLength()
            .ShouldBe(1);
        (await server.Client.GetFromJsonAsync<JsonElement>(WarmUp.ODataQuery)).GetProperty("value").GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task A_ready_service_has_run_them()
    {
        await using var started = await RunningServer.StartAsync(("Sandbox:ProjectsPerVendor", "5"));
        started.Services.GetRequiredService<GraphQLEngine>().Counters.DocumentsParsed.ShouldBe(1);
        (await started.Client.GetAsync(WarmUp.GraphQLQuery)).StatusCode.ShouldBe(HttpStatusCode.OK);
        started
            .Services.GetRequiredService<GraphQLEngine>()
            .Counters.DocumentsParsed.ShouldBe(1, "the same document was prepared before the first caller");
    }

    [Theory]
    [InlineData("Limits:Depth", "1")]
    [InlineData("GraphQL:Cost:MaxFieldCost", "1")]
    [InlineData("OData:Cost:MaxTypeCost", "1")]
    public async Task A_service_whose_limits_refuse_them_is_ready_all_the_same(string key, string value)
    {
        await using var started = await RunningServer.StartAsync((key, value), ("Sandbox:ProjectsPerVendor", "5"));
        (await started.Client.GetAsync("/health/ready")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task What_the_service_fails_of_is_tried_again_until_it_works()
    {
        var failures = new Queue<Func<HttpContext, Task>>([
            _ => throw new ApiException(ErrorCodes.StoreUnreachable, "The database does not answer."),
            context => context.Response.WriteAsync("""{"errors":[{"message":"Busy","extensions":{"code":"STORE_BUSY"}}]}"""),
            context =>
            {
                context.Response.StatusCode = 503;
                return Task.CompletedTask;
            },
            context =>
            {
                context.Response.StatusCode = 401;
                return Task.CompletedTask;
            },
        ]);
        var warmUp = new WarmUp(server.Services, new Impatient(), server.Services.GetRequiredService<ILogger<WarmUp>>());
        var ran = 0;
        warmUp.Wrap(context =>
            context.Request.Path == "/graphql" && failures.TryDequeue(out var fail)
                ? fail(context)
                : context.Response.WriteAsync(Interlocked.Increment(ref ran) > 0 ? "{}" : "")
        );
        await warmUp.RunAsync(CancellationToken.None);
        failures.ShouldBeEmpty();
        ran.ShouldBe(2);
        server.Log.Text.ShouldContain("its first query failed (The database does not answer.)");
    }

    [Fact]
    public async Task A_request_that_comes_too_early_waits_and_reports_so()
    {
        using var release = new ManualResetEventSlim();
        await using var small = await SmallServer.StartAsync(
            app =>
            {
                app.UseRequestStages();
                app.UseWarmUp();
                app.MapGet("/graphql", () => "a response");
                app.MapGet("/health/live", () => "live");
            },
            builder =>
            {
                builder.Services.AddSingleton(TimeProvider.System).AddSingleton<WarmUp>();
                builder.Services.AddSingleton(_ =>
                {
                    release.Wait();
                    return server.Services.GetRequiredService<GraphQLEngine>();
                });
                builder.Services.AddSingleton(_ => server.Services.GetRequiredService<ODataModel>());
            }
        );
        var early = small.Client.GetAsync("/graphql");
        (await small.Client.GetStringAsync("/health/live")).ShouldBe("live", "health does not wait");
        early.IsCompleted.ShouldBeFalse();
        release.Set();
        (await early).Headers.GetValues("Server-Timing").ShouldHaveSingleItem().ShouldMatch(@"^start;dur=[\d.]+, total;dur=[\d.]+$");
        (await small.Client.GetAsync("/graphql"))
            .Headers.GetValues("Server-Timing")
            .ShouldHaveSingleItem()
            .ShouldMatch(@"^total;dur=[\d.]+$");
    }

    /// <summary>A clock whose timers fire immediately.</summary>
    private sealed class Impatient : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(callback, state, TimeSpan.Zero, period);
    }
}

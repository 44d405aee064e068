using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace ProjectGraph.Server.Tests;

public sealed class RequestStagesTests
{
    [Fact]
    public async Task The_header_names_the_stages_that_ran_in_their_order()
    {
        await using var server = await SmallServer.StartAsync(app =>
        {
            app.UseRequestStages();
            app.MapGet("/", (HttpContext context) =>
            {
                var stages = RequestStages.Of(context);
                stages.End(Stage.Parse);
                stages.End(Stage.Sql);
                stages.End(Stage.Sql);
                return "done";
            });
        });
        var header = (await server.Client.GetAsync("/")).Headers.GetValues("Server-Timing").ShouldHaveSingleItem();
        header.ShouldMatch(@"^parse;dur=[\d.]+, sql;dur=[\d.]+, total;dur=[\d.]+$");
    }

    [Fact]
    public void Without_the_timing_around_it_an_endpoint_learns_what_is_missing() =>
        Should.Throw<InvalidOperationException>(() => RequestStages.Of(new DefaultHttpContext())).Message.ShouldContain("UseRequestStages");
}

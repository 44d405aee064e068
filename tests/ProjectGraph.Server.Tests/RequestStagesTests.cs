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
                var stages = RequestStages.Get(context);
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
    public void An_endpoint_without_timing_reports_the_missing_middleware() =>
        Should
            .Throw<InvalidOperationException>(() => RequestStages.Get(new DefaultHttpContext()))
            .Message.ShouldContain("UseRequestStages");
}

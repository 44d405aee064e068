using System.Diagnostics;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Trace;
using ProjectGraph.Server.ODataApi;
using ProjectGraph.Server.Telemetry;
using ProjectGraph.Server.Tests.GraphQLApi;
using ProjectGraph.Server.Tests.GraphQLApi.Streaming;
using ProjectGraph.Server.Tests.Vendors;

namespace ProjectGraph.Server.Tests.Observability;

public sealed class TraceTests(ObservedServer observed) : IClassFixture<ObservedServer>
{
    private const string Account = "observed-echo";
    private static readonly string[] Propagated = ["traceparent", "tracestate", "baggage", "Correlation-Context", "Request-Id"];

    [Fact]
    public async Task A_query_has_a_span_for_each_stage_of_Server_Timing_and_for_each_statement()
    {
        var spans = await observed.TraceAsync("/graphql?query=query Mine{projects(first:3){totalCount nodes{name company{name}}}}");
        var request = spans.Single(ObservedServer.IsRequest);
        var stages = spans.Where(span => span.OperationName.StartsWith("projectgraph.stage.", StringComparison.Ordinal)).ToArray();
        stages
            .Select(span => span.OperationName["projectgraph.stage.".Length..])
            .Distinct()
            .ShouldBe(["parse", "validate", "plan", "sql", "write"], ignoreOrder: true);
        stages.ShouldAllBe(stage =>
            stage.ParentSpanId == request.SpanId && stage.StartTimeUtc + stage.Duration <= request.StartTimeUtc + request.Duration
        );
        var operation = spans.Single(span => span.OperationName == "GraphQL Operation");
        (operation.DisplayName, operation.GetTagItem("graphql.operation.name"), operation.GetTagItem("graphql.operation.type")).ShouldBe(
            ("query", "Mine", "query")
        );
        var rows = spans.Single(span => span.DisplayName == "SELECT Projects" && "rows".Equals(span.GetTagItem("projectgraph.store.kind")));
        rows.ParentSpanId.ShouldBe(operation.SpanId);
        (rows.GetTagItem("db.collection.name"), rows.GetTagItem("db.operation.name")).ShouldBe(("Projects", "SELECT"));
        ((string)rows.GetTagItem("db.system.name")!).ShouldBeOneOf("sqlite", "postgresql");
        spans
            .Where(span => span.DisplayName == "SELECT Projects")
            .Select(span => span.GetTagItem("projectgraph.store.kind"))
            .ShouldContain("total");
    }

    [Fact]
    public async Task A_mutation_has_a_span_for_its_operation_and_the_call_to_the_vendor()
    {
        var account = await observed.Client.VendorAccountAsync("planhat-sandbox");
        var spans = await observed.TraceAsync(
            Mutation(
                $"mutation {{ createPlanhatProject(input: {{ vendorAccountId: \"{account}\", name: \"LITERAL\", companyId: \"61006bc89a3e0b702ed8ea49\" }}) {{ operation {{ state }} }} }}"
            )
        );
        var operation = spans.Single(span => span.OperationName == "projectgraph.operation");
        Tags(operation, "projectgraph.operation.name", "projectgraph.operation.state", "projectgraph.vendor", "projectgraph.vendor_account")
            .ShouldBe(["createPlanhatProject", "SUCCEEDED", "planhat", "planhat-sandbox"]);
        operation.GetTagItem("projectgraph.operation.id").ShouldBeOfType<long>().ShouldBePositive();
        var call = spans.Single(span =>
            span.OperationName == "projectgraph.vendor.call" && "POST".Equals(span.GetTagItem("http.request.method"))
        );
        call.ParentSpanId.ShouldBe(operation.SpanId);
        Tags(call, "projectgraph.vendor", "projectgraph.vendor_account").ShouldBe(["planhat", "planhat-sandbox"]);
        spans.ShouldContain(span => span.OperationName == "projectgraph.store.write");
        Values(spans).ShouldNotContain("LITERAL");
    }

    [Fact]
    public async Task An_operation_that_fails_is_an_error_by_its_code()
    {
        await using var vendor = await SmallServer.StartAsync(app => app.Run(Answer(500, [])));
        await using var server = await ServerOfAsync(vendor, out var spans);
        var account = await server.Client.VendorAccountAsync(Account);
        await server.Client.MutateAsync(
            $"createPlanhatProject(input: {{ vendorAccountId: \"{account}\", name: \"x\", companyId: \"61006bc89a3e0b702ed8ea49\" }})"
        );
        // Other servers of this process may be traced meanwhile.
        var own = spans.All.Where(span => Account.Equals(span.GetTagItem("projectgraph.vendor_account"))).ToArray();
        var operation = own.Single(span => span.OperationName == "projectgraph.operation");
        operation.Status.ShouldBe(ActivityStatusCode.Error);
        operation.GetTagItem("error.type").ShouldBeOfType<string>().ShouldMatch("^[A-Z_]+$");
        operation.StatusDescription.ShouldBeNull();
        var call = own.First(span =>
            span.OperationName == "projectgraph.vendor.call" && "POST".Equals(span.GetTagItem("http.request.method"))
        );
        (call.Status, call.GetTagItem("error.type")).ShouldBe((ActivityStatusCode.Error, "500"));
        own.First(span => span.OperationName == "projectgraph.sync").Status.ShouldBe(ActivityStatusCode.Error);
    }

    [Fact]
    public async Task The_trace_of_a_caller_continues_into_calls_but_is_not_sent_to_vendors()
    {
        var received = new List<string>();
        await using var vendor = await SmallServer.StartAsync(app => app.Run(Answer(200, received)));
        await using var server = await ServerOfAsync(vendor, out var spans);
        var account = await server.Client.VendorAccountAsync(Account);
        var trace = ActivityTraceId.CreateRandom();
        using var request = Mutation(
            $"mutation {{ createPlanhatProject(input: {{ vendorAccountId: \"{account}\", name: \"x\", companyId: \"61006bc89a3e0b702ed8ea49\" }}) {{ operation {{ state }} }} }}"
        );
        request.Headers.Add("traceparent", $"00-{trace}-{ActivitySpanId.CreateRandom()}-01");
        request.Headers.Add("baggage", "who=LITERAL");
        await server.Client.SendAsync(request);
        var all = await spans.OfAsync(trace, ObservedServer.IsRequest);
        all.ShouldContain(span => span.OperationName == "projectgraph.vendor.call");
        all.ShouldContain(span => span.Source.Name == "System.Net.Http");
        lock (received)
        {
            received.ShouldContain("POST");
            received.ShouldNotContain(name => Propagated.Contains(name, StringComparer.OrdinalIgnoreCase));
        }
    }

    [Theory]
    [InlineData("/graphql?query={projects(first:1,where:{name:{eq:%22LITERAL%22}}){totalCount}}&api_key=SECRET", "/graphql")]
    [InlineData("/odata/Projects(1)/Company?$select=Name&$filter=Name eq 'LITERAL'", "/odata/Projects(…)/Company")]
    [InlineData("/odata/Projects?$filter=Name eq 'LITERAL'&api_key=SECRET", "/odata/…")]
    [InlineData("/odata/Projects?$filter=Name eq 'LITERAL'", "/odata/Projects")]
    [InlineData("/odata/Projects('LITERAL')", "/odata/Projects(…)")]
    [InlineData("/odata/LITERAL/Tags", "/odata/…/Tags")]
    [InlineData("/ODATA/LITERAL", "/odata/…")]
    public async Task Keys_and_literals_of_a_url_are_in_no_span(string url, string path)
    {
        var spans = await observed.TraceAsync(url);
        spans.Single(ObservedServer.IsRequest).GetTagItem("url.path").ShouldBe(path);
        Values(spans).ShouldNotContain("LITERAL");
        Values(spans).ShouldNotContain("SECRET");
    }

    [Fact]
    public async Task The_address_of_a_call_has_no_query()
    {
        await observed.Client.MutateAsync(
            $"syncVendorAccount(input: {{ vendorAccountId: \"{await observed.Client.VendorAccountAsync("productive-sandbox")}\" }})"
        );
        var addresses = observed
            .Spans.All.Where(span => span.Source.Name == "System.Net.Http")
            .Select(span => (string)span.GetTagItem("url.full")!)
            .ToArray();
        addresses.ShouldNotBeEmpty();
        addresses.ShouldAllBe(address => !address.Contains('?') && address.StartsWith("http://127.0.0.1"));
    }

    [Fact]
    public async Task Health_checks_have_no_spans()
    {
        var trace = ActivityTraceId.CreateRandom();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/health/ready");
        request.Headers.Add("traceparent", $"00-{trace}-{ActivitySpanId.CreateRandom()}-01");
        await observed.Client.SendAsync(request);
        await observed.TraceAsync("/odata/Tags");
        observed.Spans.All.ShouldNotContain(span => span.TraceId == trace && ObservedServer.IsRequest(span));
    }

    [Fact]
    public async Task A_socket_is_a_stream_by_its_span_and_its_queries_are_traces_of_their_own()
    {
        var trace = ActivityTraceId.CreateRandom();
        using (
            var client = await SocketClient.OpenAsync(observed.Server, with: options =>
                options.SetRequestHeader("traceparent", $"00-{trace}-{ActivitySpanId.CreateRandom()}-01")
            )
        )
        {
            await client.SendAsync(SocketClient.Init);
            await client.SendAsync(SocketClient.Subscribe("1", "query Socketed { projects(first: 1) { totalCount } }"));
            foreach (var type in new[] { "connection_ack", "next", "complete" })
                await client.NextAsync(type);
        }
        var connection = (await observed.Spans.OfAsync(trace, ObservedServer.IsRequest)).Single(ObservedServer.IsRequest);
        connection.GetTagItem(ServerTelemetry.StreamKey).ShouldBe("websocket");
        var query = observed.Spans.All.Single(span => "Socketed".Equals(span.GetTagItem("graphql.operation.name")));
        query.TraceId.ShouldNotBe(trace);
        query.ParentSpanId.ShouldBe(default);
        query.Links.Single().Context.SpanId.ShouldBe(connection.SpanId);
        observed.Spans.All.ShouldContain(span => span.TraceId == query.TraceId && span.DisplayName == "SELECT Projects");
    }

    [Fact]
    public async Task An_ordinary_request_is_no_stream() =>
        (await observed.TraceAsync("/odata/Tags")).Single(ObservedServer.IsRequest).GetTagItem(ServerTelemetry.StreamKey).ShouldBeNull();

    [Fact]
    public void A_shape_keeps_the_names_of_the_model_alone()
    {
        var model = observed.Server.Services.GetRequiredService<ODataModel>();
        MaskedODataPath.Create(model, "Projects/7/Company/Name/$value").ShouldBe("/odata/Projects/…/Company/Name/$value");
        MaskedODataPath
            .Create(model, "Projects(Id=7)/ProjectGraph.UpdateProject")
            .ShouldBe("/odata/Projects(…)/ProjectGraph.UpdateProject");
        MaskedODataPath.Create(model, "$crossjoin(Projects,Tags)").ShouldBe("/odata/$crossjoin(…)");
        MaskedODataPath.Create(model, "$me@example.com/a.Projects").ShouldBe("/odata/…/…");
    }

    private static RequestDelegate Answer(int status, List<string> received) =>
        async context =>
        {
            lock (received)
                received.AddRange([context.Request.Method, .. context.Request.Headers.Keys]);
            context.Response.StatusCode = status;
            await context.Response.WriteAsync("{}");
        };

    private static Task<RunningServer> ServerOfAsync(SmallServer vendor, out RecordedSpans spans)
    {
        var recorded = spans = new RecordedSpans();
        return RunningServer.StartAsync(
            services => services.ConfigureOpenTelemetryTracerProvider(tracing => tracing.AddProcessor(recorded)),
            ("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "http://127.0.0.1:1"),
            ("Sandbox:Enabled", "false"),
            ("Vendors:Accounts:0:Name", Account),
            ("Vendors:Accounts:0:Vendor", "planhat"),
            ("Vendors:Accounts:0:BaseUrl", vendor.Client.BaseAddress!.ToString()),
            ("Vendors:Accounts:0:Credentials:Token", "x"),
            ("Vendors:Accounts:0:AllowPrivateNetwork", "true")
        );
    }

    private static HttpRequestMessage Mutation(string query) =>
        new(HttpMethod.Post, "/graphql") { Content = JsonContent.Create(new { query }) };

    private static object?[] Tags(Activity span, params string[] names) => [.. names.Select(span.GetTagItem)];

    private static string Values(IEnumerable<Activity> spans) =>
        string.Join(
            '\n',
            spans.Select(span =>
                $"{span.DisplayName} {span.StatusDescription} {string.Join(' ', span.TagObjects)} {string.Join(' ', span.Events.SelectMany(each => each.Tags))} {string.Join(' ', span.Baggage)}"
            )
        );
}

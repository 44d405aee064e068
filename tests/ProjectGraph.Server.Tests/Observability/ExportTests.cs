using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry.Exporter;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using ProjectGraph.Server.Telemetry;

namespace ProjectGraph.Server.Tests.Observability;

public sealed class ExportTests
{
    [Fact]
    public async Task An_endpoint_receives_traces_metrics_and_logs_of_the_named_service()
    {
        await using var receiver = await OtlpReceiver.StartAsync();
        await using var server = await RunningServer.StartAsync(
            ("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.Address),
            ("OTEL_SERVICE_NAME", "graph-of-tests"),
            ("OTEL_RESOURCE_ATTRIBUTES", "deployment.environment.name=testing"),
            ("OTEL_METRIC_EXPORT_INTERVAL", "200"),
            ("Logging:LogLevel:Default", "Information"),
            ("Sandbox:ProjectsPerVendor", "2")
        );
        foreach (
            var (path, content) in new[]
            {
                ("/v1/traces", "ProjectGraph.Store"),
                ("/v1/metrics", "http."),
                ("/v1/logs", "Application started"),
            }
        )
        {
            var body = Encoding.UTF8.GetString(await receiver.FirstAsync(path));
            foreach (var expected in new[] { "graph-of-tests", "deployment.environment.name", "testing" })
                body.ShouldContain(expected, customMessage: path);
            if (path != "/v1/metrics")
                body.ShouldContain(content);
        }
    }

    [Fact]
    public async Task Without_a_service_name_it_is_projectgraph_with_its_version()
    {
        await using var receiver = await OtlpReceiver.StartAsync();
        await using var server = await RunningServer.StartAsync(
            ("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.Address),
            ("Sandbox:ProjectsPerVendor", "2")
        );
        var body = Encoding.UTF8.GetString(await receiver.FirstAsync("/v1/traces"));
        body.ShouldContain("projectgraph");
        body.ShouldContain("service.version");
    }

    [Fact]
    public async Task One_signal_can_be_exported_alone()
    {
        await using var receiver = await OtlpReceiver.StartAsync();
        await using (
            var server = await RunningServer.StartAsync(
                ("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", receiver.Address + "own/path"),
                ("Sandbox:ProjectsPerVendor", "2")
            )
        )
        {
            server.Services.GetService<MeterProvider>().ShouldBeNull();
            server.Services.GetService<LoggerProvider>().ShouldBeNull();
            await receiver.FirstAsync("/own/path");
        }
        receiver.Paths.ShouldBe(["/own/path"]);
    }

    [Fact]
    public async Task Without_an_endpoint_nothing_is_set_up()
    {
        await using var server = await SmallServer.StartAsync(_ => { }, builder => builder.AddObservability());
        server.Services.GetService<TracerProvider>().ShouldBeNull();
        server.Services.GetService<MeterProvider>().ShouldBeNull();
        server.Services.GetService<LoggerProvider>().ShouldBeNull();
        server.Log.Text.ShouldNotContain("telemetry", Case.Insensitive);
    }

    [Theory]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT=collector:4318")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT=nonsense")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT=/relative")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT=ftp://collector")]
    [InlineData("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT=nonsense")]
    [InlineData("OTEL_EXPORTER_OTLP_METRICS_ENDPOINT=nonsense")]
    [InlineData("OTEL_EXPORTER_OTLP_LOGS_ENDPOINT=nonsense")]
    [InlineData("OTEL_EXPORTER_OTLP_PROTOCOL=http/json")]
    [InlineData("OTEL_EXPORTER_OTLP_TRACES_PROTOCOL=udp")]
    [InlineData("OTEL_EXPORTER_OTLP_TIMEOUT=soon")]
    [InlineData("OTEL_TRACES_EXPORTER=zipkin")]
    public async Task A_value_that_makes_no_sense_ends_the_start_with_one_line_that_names_it(string setting)
    {
        var (name, value) = (setting.Split('=')[0], setting.Split('=')[1]);
        var settings = new Dictionary<string, string?> { ["OTEL_EXPORTER_OTLP_ENDPOINT"] = "http://127.0.0.1:1", [name] = value };
        var refused = await Should.ThrowAsync<StartException>(() =>
            SmallServer.StartAsync(
                _ => { },
                builder =>
                {
                    builder.Configuration.AddInMemoryCollection(settings);
                    builder.AddObservability();
                }
            )
        );
        refused.Message.ShouldStartWith($"{name} is '{value}'. ");
        refused.Message.ShouldNotContain('\n');
    }

    [Fact]
    public async Task The_program_ends_by_that_line()
    {
        using var folder = new TemporaryFolder();
        var environment = new Dictionary<string, string>
        {
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = "http://user:password@collector:4318",
            ["PORT"] = "0",
        };
        var (code, output, error) = await ServerProcess.RunAsync(folder.File("graph.db"), environment);
        (code, output).ShouldBe((1, ""));
        error.ShouldBe(
            "OTEL_EXPORTER_OTLP_ENDPOINT is '…@collector:4318'. Give an absolute http or https address without a user, such as http://localhost:4318; set credentials in OTEL_EXPORTER_OTLP_HEADERS."
        );
    }

    [Theory]
    [InlineData("http://collector:4318", "", "http://collector:4318/v1/traces")]
    [InlineData("http://collector:4318/prefix/", "", "http://collector:4318/prefix/v1/traces")]
    [InlineData("http://collector:4317", "OTEL_EXPORTER_OTLP_PROTOCOL=grpc", "http://collector:4317/")]
    [InlineData("http://collector:4318", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT=https://other/x", "https://other/x")]
    [InlineData("http://collector:4318", "OTEL_TRACES_EXPORTER=none", null)]
    [InlineData("http://collector:4318", "OTEL_SDK_DISABLED=true", null)]
    [InlineData(" ", "", null)]
    [InlineData("http://collector:4318", "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT=https://other/x", "http://collector:4318/v1/traces")]
    public void The_address_of_a_signal_follows_the_specification(string common, string setting, string? expected)
    {
        var settings = new Dictionary<string, string?> { ["OTEL_EXPORTER_OTLP_ENDPOINT"] = common };
        if (setting.Split('=') is [var name, var value])
            settings[name] = value;
        OtlpSettings
            .Read(new ConfigurationBuilder().AddInMemoryCollection(settings).Build(), "TRACES")
            ?.Endpoint.AbsoluteUri.ShouldBe(expected);
        if (expected is null)
            OtlpSettings.Read(new ConfigurationBuilder().AddInMemoryCollection(settings).Build(), "TRACES").ShouldBeNull();
    }

    [Fact]
    public void Headers_protocol_and_timeout_of_a_signal_win_over_the_common_ones()
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(
                new Dictionary<string, string?>
                {
                    ["OTEL_EXPORTER_OTLP_ENDPOINT"] = "http://collector:4318",
                    ["OTEL_EXPORTER_OTLP_HEADERS"] = "key=common",
                    ["OTEL_EXPORTER_OTLP_TIMEOUT"] = "1000",
                    ["OTEL_EXPORTER_OTLP_LOGS_HEADERS"] = "key=own",
                    ["OTEL_EXPORTER_OTLP_LOGS_PROTOCOL"] = "grpc",
                    ["OTEL_EXPORTER_OTLP_LOGS_TIMEOUT"] = "2000",
                }
            )
            .Build();
        var (logs, traces) = (OtlpSettings.Read(configuration, "LOGS")!, OtlpSettings.Read(configuration, "TRACES")!);
        (logs.Headers, logs.Protocol, logs.Timeout).ShouldBe(("key=own", OtlpExportProtocol.Grpc, 2000));
        (traces.Headers, traces.Protocol, traces.Timeout).ShouldBe(("key=common", OtlpExportProtocol.HttpProtobuf, 1000));
    }

    [Fact]
    public async Task A_collector_that_is_away_harms_no_request()
    {
        await using var server = await RunningServer.StartAsync(
            ("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:1"),
            ("OTEL_BSP_SCHEDULE_DELAY", "50"),
            ("OTEL_METRIC_EXPORT_INTERVAL", "50"),
            ("Sandbox:ProjectsPerVendor", "2")
        );
        for (var i = 0; i < 20; i++)
            (await server.Client.GetAsync("/odata/Projects?$top=1")).IsSuccessStatusCode.ShouldBeTrue();
        server.Log.Errors.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_export_that_hangs_is_ended_soon_after_the_service_has_stopped(bool isBlocking)
    {
        using var lifetime = new Lifetime();
        var time = new TimerTime();
        using var cutoff = new ExportCutoff(lifetime, time);
        using var silent = new Silent();
        using var client = new HttpMessageInvoker(cutoff.Wrap(silent));
        using var request = new HttpRequestMessage(HttpMethod.Post, "http://collector/v1/traces");
        var export = isBlocking
            ? Task.Run(() => client.Send(request, CancellationToken.None))
            : client.SendAsync(request, CancellationToken.None);
        await silent.Began;
        time.Fire();
        export.IsCompleted.ShouldBeFalse();
        lifetime.Stop();
        time.Due.ShouldBe(ExportCutoff.ExportTimeout);
        time.Fire();
        await Should.ThrowAsync<OperationCanceledException>(export);
    }

    private sealed class Lifetime : IHostApplicationLifetime, IDisposable
    {
        private readonly CancellationTokenSource _stopped = new();
        public CancellationToken ApplicationStarted => default;
        public CancellationToken ApplicationStopping => default;
        public CancellationToken ApplicationStopped => _stopped.Token;

        public void Stop() => _stopped.Cancel();

        public void StopApplication() => Stop();

        public void Dispose() => _stopped.Dispose();
    }

    /// <summary>Sends nothing until it is cancelled.</summary>
    private sealed class Silent : HttpMessageHandler
    {
        private readonly TaskCompletionSource _began = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Began => _began.Task;

        protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            _began.TrySetResult();
            cancellationToken.WaitHandle.WaitOne();
            throw new OperationCanceledException(cancellationToken);
        }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            _began.TrySetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
            throw new InvalidOperationException();
        }
    }

    /// <summary>A clock whose one timer fires when the test wants it to, if it is set.</summary>
    private sealed class TimerTime : TimeProvider
    {
        private Timer? _timer;

        public TimeSpan Due => _timer!.Due;

        public void Fire() => _timer?.Fire();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            _timer = new(callback, state) { Due = dueTime };

        private sealed class Timer(TimerCallback callback, object? state) : ITimer
        {
            public TimeSpan Due { get; set; }

            public void Fire()
            {
                if (Due != Timeout.InfiniteTimeSpan)
                    callback(state);
            }

            public bool Change(TimeSpan dueTime, TimeSpan period)
            {
                Due = dueTime;
                return true;
            }

            public void Dispose() { }

            public ValueTask DisposeAsync() => default;
        }
    }
}

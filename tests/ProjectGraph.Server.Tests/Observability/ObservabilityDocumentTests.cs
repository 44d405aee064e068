using System.Diagnostics.Metrics;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using ProjectGraph.Server.Tests.GraphQLApi;
using ProjectGraph.Server.Tests.GraphQLApi.Streaming;
using ProjectGraph.Server.Tests.Vendors;

namespace ProjectGraph.Server.Tests.Observability;

/// <summary>Holds <c>docs/observability.md</c> to what the program produces: no name is missing, none is made up.</summary>
public sealed partial class ObservabilityDocumentTests(ObservedServer observed) : IClassFixture<ObservedServer>
{
    /// <summary>Instances exchange messages only where several share a store, which one file rarely has.</summary>
    private const string Coordination = "projectgraph.store.coordinate";

    private readonly string _document = File.ReadAllText(Path.Combine(Repository.Root, "docs/observability.md"));

    [Fact]
    public async Task Every_span_and_attribute_of_the_service_is_in_the_document_and_the_other_way_round()
    {
        await UseAsync();
        var own = observed.Spans.All.Where(span => span.Source.Name.StartsWith("ProjectGraph.", StringComparison.Ordinal)).ToArray();
        var documented = Rows("Traces").Where(row => row[1].StartsWith("`ProjectGraph.", StringComparison.Ordinal)).ToArray();
        var produced = own.Select(span => (Normal(span.DisplayName), span.Source.Name))
            .Append((Coordination, "ProjectGraph.Store"))
            .Distinct()
            .ToArray();
        documented.SelectMany(row => Names(row[0]).Select(name => (name, Names(row[1]).Single()))).ShouldBe(produced, ignoreOrder: true);
        foreach (var span in own)
        {
            var row = documented.Single(row => Names(row[0]).Contains(Normal(span.DisplayName)));
            span.TagObjects.Select(tag => tag.Key).ShouldBeSubsetOf(Names(row[3]), span.DisplayName);
        }
        var attributes = own.SelectMany(span => span.TagObjects).Select(tag => tag.Key).ToHashSet();
        documented
            .SelectMany(row => Names(row[3]))
            .Where(name => name.Contains('.') && !attributes.Contains(name))
            .ShouldBe([], ignoreOrder: true);
    }

    [Fact]
    public async Task Every_metric_of_the_service_is_in_the_document_with_its_unit_and_attributes()
    {
        var instruments = new Dictionary<string, Instrument>();
        var attributes = new Dictionary<string, HashSet<string>>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (!instrument.Meter.Name.StartsWith("ProjectGraph.", StringComparison.Ordinal))
                return;
            lock (instruments)
                instruments[instrument.Name] = instrument;
            self.EnableMeasurementEvents(instrument);
        };
        void Note<T>(Instrument instrument, T value, ReadOnlySpan<KeyValuePair<string, object?>> tags, object? state)
        {
            lock (instruments)
                foreach (var tag in tags)
                    (attributes.TryGetValue(instrument.Name, out var known) ? known : attributes[instrument.Name] = []).Add(tag.Key);
        }
        listener.SetMeasurementEventCallback<long>(Note);
        listener.SetMeasurementEventCallback<int>(Note);
        listener.SetMeasurementEventCallback<double>(Note);
        listener.Start();
        await UseAsync();
        listener.RecordObservableInstruments();

        var rows = Rows("Metrics").ToArray();
        string[] calls =
        [
            "projectgraph.vendor",
            "projectgraph.vendor_account",
            "http.request.method",
            "http.response.status_code",
            "error.type",
        ];
        lock (instruments)
        {
            rows.Select(row => (Names(row[0]).Single(), Names(row[1]).Single(), Names(row[2]).Single()))
                .ShouldBe(
                    instruments.Values.Select(instrument => (instrument.Name, instrument.Meter.Name, instrument.Unit ?? "1")),
                    ignoreOrder: true
                );
            foreach (var row in rows)
                if (attributes.TryGetValue(Names(row[0]).Single(), out var produced))
                    produced.ShouldBeSubsetOf(row[4] == "the same" ? calls : Names(row[4]), row[0]);
        }
    }

    [Fact]
    public void Variables_of_the_document_are_those_that_are_read()
    {
        var known = string.Join('\n', Repository.Sources("src/ProjectGraph.Server/Telemetry").Select(file => file.Text));
        foreach (var part in new[] { "_ENDPOINT", "PROTOCOL", "HEADERS", "TIMEOUT", "OTEL_SDK_DISABLED", "_EXPORTER" })
        {
            known.ShouldContain(part);
            _document.ShouldContain(part);
        }
    }

    /// <summary>Uses everything that a span or a metric stands for.</summary>
    private async Task UseAsync()
    {
        var (http, account) = (observed.Client, await observed.Client.VendorAccountAsync("planhat-sandbox"));
        await http.GetAsync("/graphql?query=query Named{projects(first:2){totalCount nodes{name company{name} tags}}}");
        await http.GetAsync("/graphql?query={nothing}");
        await http.GetAsync($"/graphql?query={{planhatProjects(vendorAccountId:\"{account}\"){{name}}}}");
        await http.GetAsync("/odata/Projects?$top=2&$count=true&$expand=Tags");
        await http.MutateAsync($"syncVendorAccount(input: {{ vendorAccountId: \"{account}\" }})");
        foreach (var _ in new[] { 1, 2 })
            await http.MutateAsync(
                $"createPlanhatProject(input: {{ vendorAccountId: \"{account}\", name: \"x\", companyId: \"61006bc89a3e0b702ed8ea49\", idempotencyKey: \"document\" }})"
            );
        using (var client = await SocketClient.OpenAsync(observed.Server))
        {
            await client.SendAsync(SocketClient.Init);
            await client.SendAsync(SocketClient.Subscribe("1", "{ projects(first: 1) { totalCount } }"));
            foreach (var type in new[] { "connection_ack", "next", "complete" })
                await client.NextAsync(type);
        }
        await FailAsync(http, account);
        await using var starting = await SmallServer.StartAsync(app =>
        {
            app.UseRequestStages();
            app.MapGet("/", (HttpContext context) => RequestStages.Get(context).End(Stage.Start));
        });
        await starting.Client.GetAsync("/");
        await observed.TraceAsync("/odata/Tags");
    }

    private static async Task FailAsync(HttpClient http, string account)
    {
        await http.FaultAsync(
            "planhat",
            new { kind = "lostAnswer", method = "POST" },
            new
            {
                kind = "status",
                status = 403,
                method = "GET",
            }
        );
        await http.MutateAsync(
            $"createPlanhatProject(input: {{ vendorAccountId: \"{account}\", name: \"In doubt\", companyId: \"61006bc89a3e0b702ed8ea49\" }})"
        );
        await http.GetAsync($"/graphql?query={{planhatProjects(vendorAccountId:\"{account}\"){{name}}}}");
        await http.FaultAsync("planhat");
    }

    private static string Normal(string name) => Statement().Replace(name, "SELECT {collection}");

    private IEnumerable<string[]> Rows(string section) =>
        _document
            .Split("\n## ")
            .Single(part => part.StartsWith(section + "\n", StringComparison.Ordinal))
            .Split('\n')
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .Select(line => line.Split('|')[1..^1].Select(cell => cell.Trim()).ToArray());

    private static string[] Names(string cell) => [.. Quoted().Matches(cell).Select(match => match.Groups[1].Value)];

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"^SELECT \w+$")]
    private static partial Regex Statement();
}

using OpenTelemetry.Exporter;

namespace ProjectGraph.Server.Telemetry;

/// <summary>
/// The export settings of one signal, from OpenTelemetry's variables. <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> applies to all signals, and
/// variables such as <c>OTEL_EXPORTER_OTLP_TRACES_ENDPOINT</c> to one.
/// </summary>
internal sealed record OtlpSettings(Uri Endpoint, OtlpExportProtocol Protocol, string? Headers, int? Timeout)
{
    private const string Prefix = "OTEL_EXPORTER_OTLP_";

    /// <param name="signal"><c>TRACES</c>, <c>METRICS</c> or <c>LOGS</c>.</param>
    /// <returns>Null if the signal is not exported.</returns>
    /// <exception cref="StartException">A value is invalid. The message names its variable.</exception>
    public static OtlpSettings? Read(IConfiguration configuration, string signal)
    {
        if (bool.TryParse(configuration["OTEL_SDK_DISABLED"], out var isDisabled) && isDisabled)
            return null;
        var exporter = ReadSetting(configuration, $"OTEL_{signal}_EXPORTER");
        if (exporter is { Value: not ("otlp" or "none") })
            throw new StartException($"{exporter.Name} is '{exporter.Value}'. Give otlp or none.");
        if (exporter is { Value: "none" })
            return null;
        var protocol = ParseProtocol(ReadForSignal(configuration, signal, "PROTOCOL"));
        var own = ReadSetting(configuration, $"{Prefix}{signal}_ENDPOINT");
        if ((own ?? ReadSetting(configuration, Prefix + "ENDPOINT")) is not { } endpoint)
            return null;
        var address = ParseEndpoint(endpoint);
        // By the specification, the common address is a root for HTTP. A signal's own address is complete.
        if (own is null && protocol == OtlpExportProtocol.HttpProtobuf)
            address = new($"{address.AbsoluteUri.TrimEnd('/')}/v1/{signal.ToLowerInvariant()}");
        return new(
            address,
            protocol,
            ReadForSignal(configuration, signal, "HEADERS")?.Value,
            ParseMilliseconds(ReadForSignal(configuration, signal, "TIMEOUT"))
        );
    }

    public void Apply(OtlpExporterOptions options, ExportCutoff cutoff)
    {
        (options.Endpoint, options.Protocol) = (Endpoint, Protocol);
        if (Headers is not null)
            options.Headers = Headers;
        if (Timeout is { } timeout)
            options.TimeoutMilliseconds = timeout;
        options.HttpClientFactory = () =>
            new(cutoff.Wrap(new SocketsHttpHandler())) { Timeout = TimeSpan.FromMilliseconds(options.TimeoutMilliseconds) };
    }

    private static Setting? ReadForSignal(IConfiguration configuration, string signal, string name) =>
        ReadSetting(configuration, $"{Prefix}{signal}_{name}") ?? ReadSetting(configuration, Prefix + name);

    // By the specification, an empty value means that the variable is not set.
    private static Setting? ReadSetting(IConfiguration configuration, string name) =>
        configuration[name] is { } value && !string.IsNullOrWhiteSpace(value) ? new(name, value.Trim()) : null;

    private static Uri ParseEndpoint(Setting endpoint) =>
        Uri.TryCreate(endpoint.Value, UriKind.Absolute, out var address)
        && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps)
        && address.UserInfo.Length == 0
            ? address
            : throw new StartException(
                $"{endpoint.Name} is '{MaskUser(endpoint.Value)}'. Give an absolute http or https address without a user, such as http://localhost:4318; set credentials in {Prefix}HEADERS."
            );

    private static string MaskUser(string address) => address.LastIndexOf('@') is >= 0 and var at ? "…" + address[at..] : address;

    // http/protobuf is the specification's default and passes every proxy. The library's own default is gRPC.
    private static OtlpExportProtocol ParseProtocol(Setting? protocol) =>
        protocol?.Value switch
        {
            null or "http/protobuf" => OtlpExportProtocol.HttpProtobuf,
            "grpc" => OtlpExportProtocol.Grpc,
            _ => throw new StartException($"{protocol.Name} is '{protocol.Value}'. Give http/protobuf or grpc."),
        };

    private static int? ParseMilliseconds(Setting? timeout) =>
        timeout is null ? null
        : int.TryParse(
            timeout.Value,
            System.Globalization.NumberStyles.None,
            System.Globalization.CultureInfo.InvariantCulture,
            out var milliseconds
        )
            ? milliseconds
        : throw new StartException($"{timeout.Name} is '{timeout.Value}'. Give a number of milliseconds.");

    private sealed record Setting(string Name, string Value);
}

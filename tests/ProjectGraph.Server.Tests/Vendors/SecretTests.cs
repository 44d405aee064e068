using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ProjectGraph.Server.Tests.GraphQLApi;

namespace ProjectGraph.Server.Tests.Vendors;

/// <summary>A credential goes to its vendor and nowhere else, not even when the vendor shows it again.</summary>
public sealed class SecretTests : IDisposable
{
    private const string Secret = "planted-credential-7f3a91c2";
    private readonly TemporaryFolder folder = new();
    private readonly RecordedLog log = new();

    public void Dispose()
    {
        log.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task A_planted_credential_is_found_nowhere()
    {
        var received = new List<string>();
        await using var vendor = await SmallServer.StartAsync(app => app.Run(context => EchoAsync(context, received)));
        var secrets = folder.File("secrets.json");
        await File.WriteAllTextAsync(secrets, $$"""{ "Vendors": { "Connections": [ { "Credentials": { "Token": "{{Secret}}" } } ] } }""");
        await using var server = await RunningServer.StartAsync(
            services => services.AddSingleton<ILoggerProvider>(log),
            ("ConnectionStrings:ProjectGraph", $"Data Source={folder.File("graph.db")}"), ("Sandbox:File", folder.File("sandbox.db")), ("Sandbox:ProjectsPerVendor", "1"),
            ("Logging:LogLevel:Default", "Trace"), ("Logging:LogLevel:System.Net.Http.HttpClient", "Trace"), ("SecretsFile", secrets),
            ("Vendors:Connections:0:Name", "echo"), ("Vendors:Connections:0:Vendor", "planhat"), ("Vendors:Connections:0:BaseUrl", vendor.Client.BaseAddress!.ToString()),
            ("Vendors:Connections:0:AllowPrivateNetwork", "true"));
        var http = server.Client;
        var connection = await http.ConnectionAsync("echo");
        var answers = new StringBuilder();
        foreach (var mutation in new[]
        {
            $"createPlanhatProject(input: {{ connectionId: \"{connection}\", name: \"x\", companyId: \"61006bc89a3e0b702ed8ea49\" }})",
            $"createPlanhatProject(input: {{ connectionId: \"{connection}\", name: \"x\", companyId: \"61006bc89a3e0b702ed8ea49\", dryRun: true }})",
            $"syncConnection(input: {{ connectionId: \"{connection}\" }})",
        }) answers.Append(await http.MutateAsync(mutation));
        answers.Append(await http.AskAsync($"{{ planhatProjects(connectionId: \"{connection}\") {{ id }} connections {{ nodes {{ name baseUrl lastError }} }} operations {{ nodes {{ errors request {{ headers body url }} response {{ body }} }} }} }}"));
        foreach (var path in new[] { "/odata/Operations", "/odata/Connections", "/odata/SyncRuns", "/health/ready?details", "/" }) answers.Append(await http.GetStringAsync(path));

        received.ShouldContain($"Bearer {Secret}");
        answers.ToString().ShouldNotContain(Secret);
        log.Text.ShouldContain("echo");
        log.Text.ShouldNotContain(Secret);
        foreach (var file in Directory.GetFiles(Path.GetDirectoryName(folder.File("x"))!, "*.db*"))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var bytes = new MemoryStream();
            await stream.CopyToAsync(bytes);
            bytes.ToArray().AsSpan().IndexOf(Encoding.UTF8.GetBytes(Secret)).ShouldBe(-1, file);
        }
    }

    // Reads the companies, and shows of everything else what it was sent.
    private static async Task EchoAsync(HttpContext context, List<string> received)
    {
        var authorization = context.Request.Headers.Authorization.ToString();
        lock (received) received.Add(authorization);
        if (context.Request.Path != "/companies") context.Response.StatusCode = 400;
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(context.Request.Path == "/companies" ? "[]" : $$"""{ "message": "Not with {{authorization}}" }""");
    }
}

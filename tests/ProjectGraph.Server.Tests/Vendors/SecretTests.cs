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
    private readonly TemporaryFolder _folder = new();
    private readonly RecordedLog _log = new();

    public void Dispose()
    {
        _log.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_planted_credential_is_found_nowhere()
    {
        var received = new List<string>();
        await using var vendor = await SmallServer.StartAsync(app => app.Run(context => EchoAsync(context, received)));
        var secrets = _folder.File("secrets.json");
        await File.WriteAllTextAsync(secrets, $$"""{ "Vendors": { "Accounts": [ { "Credentials": { "Token": "{{Secret}}" } } ] } }""");
        await using var server = await RunningServer.StartAsync(
            services => services.AddSingleton<ILoggerProvider>(_log),
            ("ConnectionStrings:ProjectGraph", $"Data Source={_folder.File("graph.db")}"),
            ("Sandbox:File", _folder.File("sandbox.db")),
            ("Sandbox:ProjectsPerVendor", "1"),
            ("Logging:LogLevel:Default", "Trace"),
            ("Logging:LogLevel:System.Net.Http.HttpClient", "Trace"),
            ("SecretsFile", secrets),
            ("Vendors:Accounts:0:Name", "echo"),
            ("Vendors:Accounts:0:Vendor", "planhat"),
            ("Vendors:Accounts:0:BaseUrl", vendor.Client.BaseAddress!.ToString()),
            ("Vendors:Accounts:0:AllowPrivateNetwork", "true")
        );
        var http = server.Client;
        var vendorAccount = await http.VendorAccountAsync("echo");
        var answers = new StringBuilder();
        foreach (
            var mutation in new[]
            {
                $"createPlanhatProject(input: {{ vendorAccountId: \"{vendorAccount}\", name: \"x\", companyId: \"61006bc89a3e0b702ed8ea49\" }})",
                $"createPlanhatProject(input: {{ vendorAccountId: \"{vendorAccount}\", name: \"x\", companyId: \"61006bc89a3e0b702ed8ea49\", dryRun: true }})",
                $"syncVendorAccount(input: {{ vendorAccountId: \"{vendorAccount}\" }})",
            }
        )
            answers.Append(await http.MutateAsync(mutation));
        answers.Append(
            await http.AskAsync(
                $"{{ planhatProjects(vendorAccountId: \"{vendorAccount}\") {{ id }} vendorAccounts {{ nodes {{ name baseUrl lastError }} }} operations {{ nodes {{ errors request {{ headers body url }} response {{ body }} }} }} }}"
            )
        );
        foreach (var path in new[] { "/odata/Operations", "/odata/VendorAccounts", "/odata/SyncRuns", "/health/ready?details", "/" })
            answers.Append(await http.GetStringAsync(path));

        received.ShouldContain($"Bearer {Secret}");
        answers.ToString().ShouldNotContain(Secret);
        _log.Text.ShouldContain("echo");
        _log.Text.ShouldNotContain(Secret);
        foreach (var file in Directory.GetFiles(Path.GetDirectoryName(_folder.File("x"))!, "*.db*"))
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
        lock (received)
            received.Add(authorization);
        if (context.Request.Path != "/companies")
            context.Response.StatusCode = 400;
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(
            context.Request.Path == "/companies" ? "[]" : $$"""{ "message": "Not with {{authorization}}" }"""
        );
    }
}

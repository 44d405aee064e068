using System.Net.Http.Json;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ProjectGraph.Data.Access;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Storage;
using ProjectGraph.Data.Sync;
using ProjectGraph.GraphQL;
using ProjectGraph.Server.GraphQLApi;
using ProjectGraph.Vendors;
using ProjectGraph.Vendors.Http;

namespace ProjectGraph.Server.Tests.Restricted;

/// <summary>Both protocols over a store of a few vendor accounts, on real HTTP. A header says which accounts the caller is restricted to.</summary>
internal sealed partial class AccountsServer : IAsyncDisposable
{
    public const string AccountsHeader = "Caller-Accounts";

    private readonly TemporaryFolder _folder;
    private readonly TestStore _store;
    private readonly WebApplication _app;
    private readonly Dictionary<string, VendorAccount> _accounts = [];

    private AccountsServer(TemporaryFolder folder, TestStore store, WebApplication app) => (_folder, _store, _app) = (folder, store, app);

    public HttpClient Client { get; private set; } = null!;

    public IServiceProvider Services => _app.Services;

    public GraphQLEngine Engine => Services.GetRequiredService<GraphQLEngine>();

    public long IdOf(SeededAccount account) => _accounts[account.Name].Id;

    /// <summary>The caller of every recorded operation.</summary>
    internal static OperationCaller Operator { get; } = new(CallerKind.Key, "1", "test");

    public static async Task<AccountsServer> StartAsync(params SeededAccount[] accounts)
    {
        var folder = new TemporaryFolder();
        var store = await TestStore.CreateAsync(folder.File("graph.db"));
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.AddInMemoryCollection(store.Settings);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<TimeProvider>(new FakeTime());
        builder
            .Services.AddRouting()
            .AddSingleton(new Limits { CostPerMinutePerCaller = 0 })
            .AddSingleton<PublicAddress>()
            .AddSingleton<ResponseBudget>()
            .AddGraphStore(builder.Configuration)
            .AddVendors(builder.Configuration)
            .AddAccess(builder.Configuration)
            .AddRateLimits()
            .AddGraphQLApi(builder.Configuration)
            .AddODataApi();
        // The accounts stay as they were filled: nobody reads them at their vendors.
        foreach (
            var hosted in builder
                .Services.Where(service =>
                    service.ImplementationFactory?.Method.ReturnType == typeof(VendorsService)
                    && service.ServiceType == typeof(IHostedService)
                )
                .ToList()
        )
            builder.Services.Remove(hosted);
        var app = builder.Build();
        var server = new AccountsServer(folder, store, app);
        app.UseTrustedProxies();
        app.UseRequestStages();
        app.UseApiErrors();
        app.UseRouting();
        app.Use(
            (context, next) =>
            {
                var given = context.Request.Headers[AccountsHeader].ToString();
                var caller = new CallerAccess("test", AccessRole.Admin)
                {
                    Id = "1",
                    VendorAccounts = given.Length == 0 ? null : Read(given),
                };
                CallerAccess.SetOn(context, new CallerIdentity(caller, "Test").ToPrincipal());
                return next(context);
            }
        );
        app.UseAuthorization();
        app.MapGraphQL();
        app.MapOData();
        await app.Services.GetRequiredService<GraphStore>().OpenAsync(CancellationToken.None);
        foreach (var account in accounts)
            await server.SeedAsync(account);
        await app.StartAsync();
        server.Client = new() { BaseAddress = new(app.Urls.First()) };
        return server;
    }

    /// <summary>A header of a caller that is restricted to these accounts.</summary>
    public static string Only(IEnumerable<long> accounts) => string.Join(',', accounts.DefaultIfEmpty(-1));

    /// <returns>The status and the body, without what differs from server to server.</returns>
    public async Task<string> SendAsync(HttpRequestMessage request, string only)
    {
        if (only.Length > 0)
            request.Headers.Add(AccountsHeader, only);
        using var response = await Client.SendAsync(request);
        var body = await response.Content.ReadAsStringAsync();
        body = Tokens().Replace(body.Replace(Client.BaseAddress!.Authority, "host", StringComparison.Ordinal), "$1=…");
        return $"{(int)response.StatusCode} {response.Headers.ETag} {body}";
    }

    public Task<string> ODataAsync(
        string url,
        string only = "",
        string method = "GET",
        string? body = null,
        params (string Name, string Value)[] headers
    )
    {
        var request = new HttpRequestMessage(new(method), "/odata" + url);
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return SendAsync(request, only);
    }

    public Task<string> GraphQLAsync(string query, string only = "", object? variables = null) =>
        SendAsync(new(HttpMethod.Post, "/graphql") { Content = JsonContent.Create(new { query, variables }) }, only);

    /// <summary>Saves projects of an account again, changed.</summary>
    public Task SaveAsync(SeededAccount account, Action<Project> change, params int[] numbers) =>
        Services
            .GetRequiredService<GraphWriter>()
            .SaveAsync(
                IdOf(account),
                [
                    .. numbers.Select(number =>
                    {
                        var project = account.Make(number);
                        change(project);
                        return project;
                    }),
                ],
                new HashSet<string>(),
                CancellationToken.None
            );

    /// <summary>Removes a project as an operation does that has deleted it at the vendor.</summary>
    /// <returns>The operation's id.</returns>
    public async Task<long> DeleteAsync(SeededAccount account, string vendorId)
    {
        var ids = await Services
            .GetRequiredService<VendorAccountStore>()
            .ProjectIdsAsync(IdOf(account), [vendorId], CancellationToken.None);
        return await OperateAsync(account, "deleteProject", OperationState.Succeeded, ids.Values.Single());
    }

    /// <summary>A project of an account that is there.</summary>
    public async Task<long> ProjectAsync(SeededAccount account, int number = 3) =>
        (
            await Services
                .GetRequiredService<VendorAccountStore>()
                .ProjectIdsAsync(IdOf(account), [account.Make(number).VendorId], CancellationToken.None)
        ).Values.Single();

    /// <summary>Which projects of an account there are, with their last changes.</summary>
    public async Task<string> StateAsync(SeededAccount account) =>
        await ODataAsync($"/Projects?$filter=VendorAccountId eq {IdOf(account)}&$orderby=Id&$select=Id,Name,Status", method: "GET");

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
        await _store.DisposeAsync();
        _folder.Dispose();
    }

    private static HashSet<long> Read(string given) => [.. given.Split(',').Select(id => long.Parse(id, null)).Where(id => id > 0)];

    private async Task SeedAsync(SeededAccount account)
    {
        var connector = VendorRegistry.BuiltIn.Find(account.Vendor)!;
        var settings = new VendorAccountSettings(
            account.Text(account.Name),
            account.Vendor,
            new(account.BaseUrl),
            connector.SandboxCredentials,
            connector.SandboxSettings
        )
        {
            AllowPrivateNetwork = true,
        };
        _accounts[account.Name] = (
            await Services.GetRequiredService<VendorAccounts>().RegisterAsync(settings, CancellationToken.None)
        ).VendorAccount;
        (
            await Services.GetRequiredService<SyncRunner>().RunAsync(IdOf(account), account.Source(), CancellationToken.None)
        ).Error.ShouldBeNull();
        await OperateAsync(account, "updateProject", OperationState.Failed, null);
        await DeleteAsync(account, account.Make(SeededAccount.Projects).VendorId);
        if (account.IsForeign)
            await RefuseUnassignedAsync(account);
    }

    private async Task<long> OperateAsync(SeededAccount account, string name, OperationState state, long? deleted)
    {
        var log = Services.GetRequiredService<OperationLog>();
        var start = await log.BeginAsync(
            new(
                name,
                account.Vendor,
                IdOf(account),
                deleted,
                false,
                account.Text($"{account.Name} {name} {deleted}"),
                "hash",
                "{}",
                Operator
            ),
            CancellationToken.None
        );
        var id = start.ShouldBeOfType<OperationStart.Started>().OperationId;
        await log.RecordRequestAsync(
            id,
            new(
                "POST",
                account.BaseUrl + "projects",
                new Dictionary<string, string> { ["X"] = account.Text("header") },
                $"\"{account.Text("body")}\""
            ),
            CancellationToken.None
        );
        OperationError[] errors = state == OperationState.Failed ? [new("VENDOR_REFUSED", account.Text("It was refused."))] : [];
        await log.CompleteAsync(
            id,
            new(state, null, new(200, $"\"{account.Text("response")}\""), errors, [], new HashSet<string>(), deleted),
            CancellationToken.None
        );
        return id;
    }

    // It names accounts, and belongs to none.
    private async Task RefuseUnassignedAsync(SeededAccount account)
    {
        var log = Services.GetRequiredService<OperationLog>();
        var start = await log.BeginAsync(
            new("createProject", null, null, null, false, account.Text(account.Name), "hash", "{}", Operator),
            CancellationToken.None
        );
        await log.CompleteAsync(
            ((OperationStart.Started)start).OperationId,
            new(
                OperationState.Refused,
                null,
                null,
                [new("VENDOR_ACCOUNT_REQUIRED", account.Text("several accounts"))],
                [],
                new HashSet<string>(),
                null
            ),
            CancellationToken.None
        );
    }

    // Each store signs by a secret of its own.
    [GeneratedRegex("""(skiptoken|deltatoken)=[^"&\s]+""")]
    private static partial Regex Tokens();
}

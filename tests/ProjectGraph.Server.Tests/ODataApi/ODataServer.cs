using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ProjectGraph.Data.Access;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Storage;
using ProjectGraph.Data.Sync;
using ProjectGraph.Vendors;

namespace ProjectGraph.Server.Tests.ODataApi;

/// <summary>The OData API alone over a store of its own with a few projects, on real HTTP.</summary>
public sealed class ODataServer : IAsyncLifetime, IDisposable
{
    public const int Projects = 120;

    private readonly TemporaryFolder _folder = new();
    private TestStore _store = null!;
    private WebApplication _app = null!;

    public HttpClient Client { get; private set; } = null!;

    public string Root => $"{Client.BaseAddress}odata/";

    public string File => _folder.File("graph.db");

    internal GraphWriter Writer => _app.Services.GetRequiredService<GraphWriter>();

    internal GraphStore Store => _app.Services.GetRequiredService<GraphStore>();

    internal ChangeHistory Changes => _app.Services.GetRequiredService<ChangeHistory>();

    public long VendorAccountId { get; private set; }

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        _store = await TestStore.CreateAsync(File);
        builder.Configuration.AddInMemoryCollection(_store.Settings);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder
            .Services.AddRouting()
            .AddSingleton(new Limits { CostPerMinutePerCaller = 0 })
            .AddSingleton<PublicAddress>()
            .AddSingleton<ResponseBudget>()
            .AddGraphStore(builder.Configuration)
            .AddVendors(builder.Configuration)
            .AddRateLimits()
            .AddODataApi();
        _app = builder.Build();
        _app.UseTrustedProxies();
        _app.UseNormalizedPaths();
        _app.UseRequestStages();
        _app.UseApiErrors();
        _app.UseRouting();
        _app.Use(
            (context, next) =>
            {
                var (name, role) = (context.Request.Headers["Caller-Name"].ToString(), context.Request.Headers["Caller-Role"].ToString());
                if (name.Length == 0)
                    name = "test";
                context.Features.Set(
                    new CallerAccess(name, role.Length == 0 ? AccessRole.Admin : Enum.Parse<AccessRole>(role)) { Id = name }
                );
                return next(context);
            }
        );
        _app.MapOData();
        await _app.Services.GetRequiredService<GraphStore>().OpenAsync(CancellationToken.None);
        await SeedAsync();
        await _app.StartAsync();
        Client = new() { BaseAddress = new(_app.Urls.First()) };
    }

    public async Task DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
        await _store.DisposeAsync();
    }

    public void Dispose() => _folder.Dispose();

    public async Task<HttpResponseMessage> SendAsync(string url, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, url.StartsWith("http", StringComparison.Ordinal) ? url : "/odata" + url);
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return await Client.SendAsync(request);
    }

    /// <summary>Saves projects of <see cref="Project"/>'s numbers again, changed.</summary>
    internal Task<IReadOnlyList<long>> SaveAsync(Action<Project> change, params int[] numbers) =>
        Writer.SaveAsync(
            VendorAccountId,
            [
                .. numbers.Select(number =>
                {
                    var project = Project(number);
                    change(project);
                    return project;
                }),
            ],
            new HashSet<string>(),
            CancellationToken.None
        );

    /// <summary>The answer's JSON; the status must be 200.</summary>
    public async Task<JsonElement> GetAsync(string url, params (string Name, string Value)[] headers)
    {
        using var response = await SendAsync(url, headers);
        var text = await response.Content.ReadAsStringAsync();
        ((int)response.StatusCode).ShouldBe(200, text);
        return JsonElement.Parse(text);
    }

    /// <summary>The texts of one member of each entity of a collection.</summary>
    public async Task<string[]> ColumnAsync(string url, string member) =>
        [.. (await GetAsync(url)).GetProperty("value").EnumerateArray().Select(entity => entity.GetProperty(member).ToString())];

    public static Project Project(int number)
    {
        var name = number.ToString("000", CultureInfo.InvariantCulture);
        var project = new Project
        {
            Vendor = Vendor.Planhat,
            VendorId = name,
            Name = number == 7 ? "Ärger \"mit\" \\ 100 % 😀" : $"Project {name}",
            Number = number % 3 == 0 ? null : $"P-{name}",
            Status = number % 5 == 0 ? null : (ProjectStatus)((number % 5) + 1),
            Archived = number % 4 == 0 ? null : number % 4 == 1,
            Progress = number % 10 == 0 ? null : number % 100,
            StartDate = new(2024, 1 + (number % 12), 1 + (number % 28)),
            DueDate = number % 2 == 0 ? null : new(2025, 1 + (number % 12), 1),
            CreatedAt = new DateTimeOffset(2024, 1, 1, 8, 30, 0, TimeSpan.Zero).AddHours(number).AddTicks(number == 1 ? 1234567 : 0),
            Currency = "EUR",
            Mrr = number % 6 == 0 ? null : number + 0.25m,
            Document = $$"""{"id":"{{name}}"}""",
            CustomFieldsJson = "{}",
            Company = number % 7 == 0 ? null : new() { VendorId = $"c{number % 7}", Name = $"Company {number % 7}" },
            Owner = new() { VendorId = $"u{number % 3}", Name = $"Person {number % 3}" },
            Planhat = new() { Mrr = number, Version = number },
        };
        project.Managers.Add(new() { VendorId = "u1", Name = "Person 1" });
        for (var i = 0; i < number % 4; i++)
            project.Tags.Add(new() { Tag = $"tag{i}" });
        project.CustomFields.Add(new() { Name = "Area", Value = number % 2 == 0 ? "North" : "South" });
        return project;
    }

    private async Task SeedAsync()
    {
        var vendorAccounts = _app.Services.GetRequiredService<VendorAccountStore>();
        VendorAccountId = (
            await vendorAccounts.RegisterAsync("planhat", Vendor.Planhat, "https://vendor.example", CancellationToken.None)
        ).Id;
        await Writer.SaveAsync(
            VendorAccountId,
            [.. Enumerable.Range(1, Projects).Select(Project)],
            new HashSet<string>(),
            CancellationToken.None
        );
    }
}

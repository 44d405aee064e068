using System.Globalization;
using Npgsql;
using ProjectGraph.Postgres.Testing;
using ProjectGraph.Server.Tests.Bi;

namespace ProjectGraph.Server.Tests.Cluster;

/// <summary>
/// A small installation of its own: a primary, a streaming standby, a process that plays the vendor, two instances of the service
/// and a reverse proxy before them.
/// </summary>
public sealed class ClusterHost : IAsyncLifetime
{
    private const string Vendor = "planhat";
    private readonly TemporaryFolder _folder = new();
    private string _database = "";
    private ReverseProxy _proxy = null!;

    internal PostgresServer Primary { get; private set; } = null!;
    internal PostgresServer Standby { get; private set; } = null!;

    /// <summary>Plays the vendors; it has a store of its own that nobody asks.</summary>
    internal ServiceInstance Vendors { get; private set; } = null!;

    internal ServiceInstance First { get; private set; } = null!;
    internal ServiceInstance Second { get; private set; } = null!;

    /// <summary>The address of the proxy, which gives each request to the next instance.</summary>
    public Uri Address => _proxy.Address;

    public async Task InitializeAsync()
    {
        Primary = await PostgresServer.StartAsync();
        _database = $"cluster_{Guid.NewGuid():N}";
        await Primary.CreateDatabaseAsync(_database);
        Standby = await Primary.CreateStandbyAsync();
        Vendors = new(
            new Dictionary<string, string>
            {
                ["ConnectionStrings:ProjectGraph"] = $"Data Source={_folder.File("vendors.db")}",
                ["Sandbox:File"] = _folder.File("sandbox.db"),
                ["Sandbox:ProjectsPerVendor"] = "60",
                ["Vendors:SyncInterval"] = "Off",
            }
        );
        await Vendors.StartAsync();
        (First, Second) = (new(Service()), new(Service()));
        await First.StartAsync();
        await Second.StartAsync();
        _proxy = await ReverseProxy.BalanceAsync(First.Address, Second.Address);
    }

    public async Task DisposeAsync()
    {
        await _proxy.DisposeAsync();
        First.Dispose();
        Second.Dispose();
        Vendors.Dispose();
        await Standby.DisposeAsync();
        await Primary.DisposeAsync();
        _folder.Dispose();
    }

    /// <summary>The primary is lost with its disk. The standby takes its place, and a new standby that of the old primary.</summary>
    public async Task FailOverAsync()
    {
        await Primary.EnableSynchronousCommitAsync(Standby);
        await Primary.KillAsync();
        await Standby.PromoteAsync();
        var lost = Primary;
        await lost.DisposeAsync();
        Primary = Standby;
        Standby = await Primary.CreateStandbyAsync(lost.Port);
    }

    public HttpClient Client() => new() { BaseAddress = Address, Timeout = TimeSpan.FromSeconds(60) };

    public HttpClient VendorClient() => Vendors.Client();

    public Task BreakConnectionsAsync() => Primary.TerminateConnectionsAsync(_database);

    /// <summary>The first value of a query to the primary, past the service.</summary>
    public async Task<object?> ScalarAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(Primary.GetConnectionString(_database)) { Pooling = false }.ConnectionString
        );
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }

    private Dictionary<string, string> Service()
    {
        var connection = new NpgsqlConnectionStringBuilder(Primary.GetConnectionString(_database))
        {
            Host =
                $"127.0.0.1:{Primary.Port.ToString(CultureInfo.InvariantCulture)},127.0.0.1:{Standby.Port.ToString(CultureInfo.InvariantCulture)}",
        };
        return new()
        {
            ["Store:Provider"] = "PostgreSql",
            ["ConnectionStrings:ProjectGraph"] = connection.ConnectionString,
            ["Sandbox:Enabled"] = "false",
            ["Vendors:Accounts:0:Name"] = Vendor,
            ["Vendors:Accounts:0:Vendor"] = Vendor,
            ["Vendors:Accounts:0:BaseUrl"] = new Uri(Vendors.Address, $"/sandbox/{Vendor}/").ToString(),
            ["Vendors:Accounts:0:AllowPrivateNetwork"] = "true",
            ["Vendors:Accounts:0:Credentials:Token"] = "sandbox",
            ["Vendors:Accounts:0:Settings:PageSize"] = "10",
        };
    }
}

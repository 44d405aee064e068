using System.Collections.Concurrent;
using Microsoft.Extensions.Configuration;
using ProjectGraph.Data.Coordination;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;

namespace ProjectGraph.Vendors.Http;

/// <summary>The connections that this process can use. The graph may know more: those that are no longer configured.</summary>
public sealed class VendorConnections
{
    private readonly ConcurrentDictionary<long, VendorChannel> channels = new();
    private readonly VendorRegistry vendors;
    private readonly ConnectionStore store;
    private readonly VendorHttp http;
    private readonly ConnectionHealth health;
    private readonly SharedBudgets budgets;

    public VendorConnections(VendorRegistry vendors, ConnectionStore store, VendorHttp http, ConnectionHealth health, SharedBudgets budgets)
    {
        (this.vendors, this.store, this.http, this.health, this.budgets) = (vendors, store, http, health, budgets);
        http.Metrics.Watch(() => channels.Values);
    }

    /// <summary>In the order of their ids.</summary>
    public IReadOnlyList<VendorChannel> All => [.. channels.OrderBy(entry => entry.Key).Select(entry => entry.Value)];

    public VendorChannel? Find(long connectionId) => channels.GetValueOrDefault(connectionId);

    /// <summary>What the configuration asks for; <see cref="RegisterAsync"/> makes it so.</summary>
    internal IReadOnlyList<ConnectionSettings> Configured(IConfiguration configuration, Func<Uri?> ownAddress) =>
        new ConnectionConfiguration(vendors, configuration, ownAddress).Read();

    /// <summary>
    /// The configured vendor accounts, registered in the store so that they have ids. For commands, which talk to no vendor: the
    /// service corrects the address of its own sandboxes when it starts.
    /// </summary>
    /// <exception cref="InvalidOperationException">An entry of the configuration makes no sense; the message says which and why.</exception>
    public async Task RegisterConfiguredAsync(IConfiguration configuration, CancellationToken cancellation)
    {
        var known = await store.NamesAsync(cancellation);
        foreach (var settings in Configured(configuration, () => new("http://127.0.0.1/")))
            if (!known.Values.Contains(settings.Name)) await store.RegisterAsync(settings.Name, settings.Vendor, settings.BaseUrl.AbsoluteUri, cancellation);
    }

    public async Task<VendorChannel> RegisterAsync(ConnectionSettings settings, CancellationToken cancellation)
    {
        var connector = vendors.Find(settings.Vendor)
            ?? throw new InvalidOperationException($"Connection {settings.Name}: there is no connector for {settings.Vendor}.");
        var connection = await store.RegisterAsync(settings.Name, settings.Vendor, settings.BaseUrl.AbsoluteUri, cancellation);
        var channel = channels[connection.Id] = new(connection, settings, connector, http, health, budgets);
        await channel.ShowAsync();
        return channel;
    }

    /// <summary>The connection that a caller means: the one named, or the vendor's only one.</summary>
    /// <param name="vendor">The vendor that it must be of; null where any will do.</param>
    /// <param name="scope">The caller's: any other connection does not exist for it.</param>
    internal VendorChannel? Choose(Vendor? vendor, long? connectionId, AccountScope scope, ICollection<OperationError> errors)
    {
        if (connectionId is { } id) return Named(id, vendor, scope, errors);
        var candidates = All.Where(channel => scope.Includes(channel.Connection.Id) && (vendor is null || channel.Connection.Vendor == vendor)).ToList();
        if (candidates.Count == 1) return candidates[0];
        var names = string.Join(", ", candidates.Select(channel => channel.Connection.Name));
        errors.Add(new(VendorErrors.ConnectionRequired, candidates.Count == 0
            ? $"{Name(vendor)} has no connection: configure one under Vendors:Connections."
            : $"Give connectionId, there are several connections: {names}.", "connectionId"));
        return null;
    }

    // Who asks for any vendor at all finds none but where there is no connection.
    private string Name(Vendor? vendor) => vendor is { } one ? vendors.Find(one)?.Name ?? one.ToString() : "";

    private VendorChannel? Named(long id, Vendor? vendor, AccountScope scope, ICollection<OperationError> errors)
    {
        if (!scope.Includes(id) || Find(id) is not { } channel)
            errors.Add(new(VendorErrors.ConnectionNotConfigured, "There is no such connection in the configuration.", "connectionId"));
        else if (vendor is not null && channel.Connection.Vendor != vendor)
            errors.Add(new(VendorErrors.WrongVendor, $"{channel.Connection.Name} is not a connection to {Name(vendor)}.", "connectionId"));
        else
            return channel;
        return null;
    }
}

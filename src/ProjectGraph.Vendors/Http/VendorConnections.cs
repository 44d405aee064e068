using System.Collections.Concurrent;
using Microsoft.Extensions.Configuration;
using ProjectGraph.Data.Coordination;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;

namespace ProjectGraph.Vendors.Http;

/// <summary>The vendor accounts that this process can use. The graph may contain others that are no longer configured.</summary>
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

    /// <summary>Reads the configured vendor accounts, for <see cref="RegisterAsync"/>.</summary>
    internal IReadOnlyList<ConnectionSettings> Configured(IConfiguration configuration, Func<Uri?> ownAddress) =>
        new ConnectionConfiguration(vendors, configuration, ownAddress).Read();

    /// <summary>
    /// Registers the configured vendor accounts in the store, so that they have ids. This is for commands, which call no vendor. The
    /// service corrects the address of its own sandboxes when it starts.
    /// </summary>
    /// <exception cref="InvalidOperationException">
    /// An entry of the configuration is invalid. The message names it and the reason.
    /// </exception>
    public async Task RegisterConfiguredAsync(IConfiguration configuration, CancellationToken cancellation)
    {
        var known = await store.NamesAsync(cancellation);
        foreach (var settings in Configured(configuration, () => new("http://127.0.0.1/")))
            if (!known.Values.Contains(settings.Name)) await store.RegisterAsync(settings.Name, settings.Vendor, settings.BaseUrl.AbsoluteUri, cancellation);
    }

    public async Task<VendorChannel> RegisterAsync(ConnectionSettings settings, CancellationToken cancellation)
    {
        var connector = vendors.Find(settings.Vendor)
            ?? throw new InvalidOperationException($"Vendor account {settings.Name}: {settings.Vendor} has no connector.");
        var connection = await store.RegisterAsync(settings.Name, settings.Vendor, settings.BaseUrl.AbsoluteUri, cancellation);
        var channel = channels[connection.Id] = new(connection, settings, connector, http, health, budgets);
        await channel.ShowAsync();
        return channel;
    }

    /// <summary>Finds the vendor account of a call: the given one, or the vendor's only one.</summary>
    /// <param name="vendor">The vendor that the account must belong to; null for any.</param>
    /// <param name="scope">The caller's scope. Vendor accounts outside it are not found.</param>
    internal VendorChannel? Choose(Vendor? vendor, long? connectionId, AccountScope scope, ICollection<OperationError> errors)
    {
        if (connectionId is { } id) return Named(id, vendor, scope, errors);
        var candidates = All.Where(channel => scope.Includes(channel.Connection.Id) && (vendor is null || channel.Connection.Vendor == vendor)).ToList();
        if (candidates.Count == 1) return candidates[0];
        var names = string.Join(", ", candidates.Select(channel => channel.Connection.Name));
        errors.Add(new(VendorErrors.ConnectionRequired, candidates.Count == 0
            ? $"{Name(vendor)} has no vendor account. Configure one under Vendors:Connections."
            : $"There are several vendor accounts: {names}. Give connectionId.", "connectionId"));
        return null;
    }

    // Without a given vendor, none is found only if no vendor account is configured.
    private string Name(Vendor? vendor) => vendor is { } one ? vendors.Find(one)?.Name ?? one.ToString() : "";

    private VendorChannel? Named(long id, Vendor? vendor, AccountScope scope, ICollection<OperationError> errors)
    {
        if (!scope.Includes(id) || Find(id) is not { } channel)
            errors.Add(new(VendorErrors.ConnectionNotConfigured, "The vendor account that connectionId names is not configured. Choose a configured one.", "connectionId"));
        else if (vendor is not null && channel.Connection.Vendor != vendor)
            errors.Add(new(VendorErrors.WrongVendor, $"The vendor account {channel.Connection.Name} does not belong to {Name(vendor)}.", "connectionId"));
        else
            return channel;
        return null;
    }
}

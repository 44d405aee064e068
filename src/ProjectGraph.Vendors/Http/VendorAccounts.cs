using System.Collections.Concurrent;
using Microsoft.Extensions.Configuration;
using ProjectGraph.Data.Coordination;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;

namespace ProjectGraph.Vendors.Http;

/// <summary>The vendor accounts that this process can use. The graph may contain others that are no longer configured.</summary>
public sealed class VendorAccounts
{
    private readonly ConcurrentDictionary<long, VendorChannel> _channels = new();
    private readonly VendorRegistry _vendors;
    private readonly VendorAccountStore _store;
    private readonly VendorHttp _http;
    private readonly VendorAccountHealth _health;
    private readonly SharedBudgets _budgets;

    public VendorAccounts(
        VendorRegistry vendors,
        VendorAccountStore store,
        VendorHttp http,
        VendorAccountHealth health,
        SharedBudgets budgets
    )
    {
        (_vendors, _store, _http, _health, _budgets) = (vendors, store, http, health, budgets);
        http.Metrics.ObserveChannels(() => _channels.Values);
    }

    /// <summary>In the order of their ids.</summary>
    public IReadOnlyList<VendorChannel> All => [.. _channels.OrderBy(entry => entry.Key).Select(entry => entry.Value)];

    public VendorChannel? Find(long vendorAccountId) => _channels.GetValueOrDefault(vendorAccountId);

    /// <summary>Reads the configured vendor accounts, for <see cref="RegisterAsync"/>.</summary>
    internal IReadOnlyList<VendorAccountSettings> ReadConfigured(IConfiguration configuration, Func<Uri?> ownAddress) =>
        new VendorAccountConfiguration(_vendors, configuration, ownAddress).Read();

    /// <summary>
    /// Registers the configured vendor accounts in the store, so that they have ids. This is for commands, which call no vendor. The
    /// service corrects the address of its own sandboxes when it starts.
    /// </summary>
    /// <exception cref="InvalidOperationException">
    /// An entry of the configuration is invalid. The message names it and the reason.
    /// </exception>
    public async Task RegisterConfiguredAsync(IConfiguration configuration, CancellationToken cancellationToken)
    {
        var known = await _store.NamesAsync(cancellationToken);
        foreach (var settings in ReadConfigured(configuration, () => new("http://127.0.0.1/")))
            if (!known.Values.Contains(settings.Name))
                await _store.RegisterAsync(settings.Name, settings.Vendor, settings.BaseUrl.AbsoluteUri, cancellationToken);
    }

    public async Task<VendorChannel> RegisterAsync(VendorAccountSettings settings, CancellationToken cancellationToken)
    {
        var connector = _vendors.Find(settings.Vendor)
            ?? throw new InvalidOperationException($"Vendor account {settings.Name}: {settings.Vendor} has no connector.");
        var vendorAccount = await _store.RegisterAsync(settings.Name, settings.Vendor, settings.BaseUrl.AbsoluteUri, cancellationToken);
        var channel = _channels[vendorAccount.Id] = new(vendorAccount, settings, connector, _http, _health, _budgets);
        await channel.StoreStateAsync();
        return channel;
    }

    /// <summary>Finds the vendor account of a call: the given one, or the vendor's only one.</summary>
    /// <param name="vendor">The vendor that the account must belong to; null for any.</param>
    /// <param name="scope">The caller's scope. Vendor accounts outside it are not found.</param>
    internal VendorChannel? Choose(Vendor? vendor, long? vendorAccountId, AccountScope scope, ICollection<OperationError> errors)
    {
        if (vendorAccountId is { } id)
            return FindConfigured(id, vendor, scope, errors);
        var candidates = All.Where(channel =>
                scope.Includes(channel.VendorAccount.Id) && (vendor is null || channel.VendorAccount.Vendor == vendor)
            )
            .ToList();
        if (candidates.Count == 1)
            return candidates[0];
        var names = string.Join(", ", candidates.Select(channel => channel.VendorAccount.Name));
        errors.Add(
            new(
                VendorErrors.VendorAccountRequired,
                candidates.Count == 0
                    ? $"{GetVendorName(vendor)} has no vendor account. Configure one under Vendors:Accounts."
                    : $"There are several vendor accounts: {names}. Give vendorAccountId.",
                "vendorAccountId"
            )
        );
        return null;
    }

    // Without a given vendor, none is found only if no vendor account is configured.
    private string GetVendorName(Vendor? vendor) => vendor is { } one ? _vendors.Find(one)?.Name ?? one.ToString() : "";

    private VendorChannel? FindConfigured(long id, Vendor? vendor, AccountScope scope, ICollection<OperationError> errors)
    {
        if (!scope.Includes(id) || Find(id) is not { } channel)
            errors.Add(
                new(
                    VendorErrors.VendorAccountNotConfigured,
                    "The vendor account that vendorAccountId names is not configured. Choose a configured one.",
                    "vendorAccountId"
                )
            );
        else if (vendor is not null && channel.VendorAccount.Vendor != vendor)
            errors.Add(
                new(
                    VendorErrors.WrongVendor,
                    $"The vendor account {channel.VendorAccount.Name} does not belong to {GetVendorName(vendor)}.",
                    "vendorAccountId"
                )
            );
        else
            return channel;
        return null;
    }
}

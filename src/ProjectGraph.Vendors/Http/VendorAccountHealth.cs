using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using ProjectGraph.Data.Sync;

namespace ProjectGraph.Vendors.Http;

/// <summary>Stores the state of each vendor account in the graph when it has changed.</summary>
public sealed class VendorAccountHealth(VendorAccountStore store, ILogger<VendorAccountHealth> logger)
{
    private readonly ConcurrentDictionary<long, VendorAccountReading> _storedReadings = new();

    internal async Task StoreAsync(VendorChannel channel)
    {
        var reading = Read(channel);
        if (_storedReadings.TryGetValue(channel.VendorAccount.Id, out var last) && last == reading)
            return;
        if (last is not null && last.Circuit != reading.Circuit)
            logger.LogWarning("The circuit of {VendorAccount} is {State}", channel.VendorAccount.Name, reading.Circuit);
        _storedReadings[channel.VendorAccount.Id] = reading;
        // A failure to store the state does not fail the call: the vendor has done it already. The next call stores it.
        if (!await store.TrySaveReadingAsync(channel.VendorAccount.Id, reading, CancellationToken.None))
            _storedReadings.TryRemove(KeyValuePair.Create(channel.VendorAccount.Id, reading));
    }

    private static VendorAccountReading Read(VendorChannel channel)
    {
        var budget = channel.Budget.Read();
        return new(
            channel.Circuit.State,
            channel.Circuit.RetryAt,
            budget?.Limit.Requests,
            (int?)budget?.Limit.Per.TotalSeconds,
            budget?.Remaining,
            budget?.ResetsAt
        );
    }
}

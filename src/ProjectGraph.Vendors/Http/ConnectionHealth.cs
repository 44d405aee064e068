using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using ProjectGraph.Data.Sync;

namespace ProjectGraph.Vendors.Http;

/// <summary>Stores the state of each vendor account in the graph when it has changed.</summary>
public sealed class ConnectionHealth(ConnectionStore store, ILogger<ConnectionHealth> logger)
{
    private readonly ConcurrentDictionary<long, ConnectionReading> shown = new();

    internal async Task ShowAsync(VendorChannel channel)
    {
        var reading = Read(channel);
        if (shown.TryGetValue(channel.Connection.Id, out var last) && last == reading) return;
        if (last is not null && last.Circuit != reading.Circuit)
            logger.LogWarning("The circuit of {VendorAccount} is {State}", channel.Connection.Name, reading.Circuit);
        shown[channel.Connection.Id] = reading;
        // A failure to store the state does not fail the call: the vendor has done it already. The next call stores it.
        if (!await store.TryShowAsync(channel.Connection.Id, reading, CancellationToken.None)) shown.TryRemove(KeyValuePair.Create(channel.Connection.Id, reading));
    }

    private static ConnectionReading Read(VendorChannel channel)
    {
        var budget = channel.Budget.Read();
        return new(
            channel.Circuit.State, channel.Circuit.RetryAt, budget?.Limit.Requests, (int?)budget?.Limit.Per.TotalSeconds, budget?.Remaining, budget?.ResetsAt);
    }
}

using ProjectGraph.Data.Model;

namespace ProjectGraph.Server.Tests.Restricted;

/// <summary>
/// A service with the accounts of several vendors, and two that hold only what a restricted caller may see of it. As the own accounts were
/// added first, their rows have the same ids everywhere: whatever a restricted caller is sent must be what the smaller service sends.
/// </summary>
public sealed class Accounts : IAsyncLifetime
{
    internal static readonly SeededAccount First = new("first", Vendor.Planhat, IsForeign: false);
    internal static readonly SeededAccount Second = new("second", Vendor.Heatpunk, IsForeign: false);

    /// <summary>One of each vendor, in the order of the vendors.</summary>
    internal static readonly SeededAccount[] Foreign =
    [
        .. Enum.GetValues<Vendor>().Order().Select(vendor => new SeededAccount($"other {vendor}", vendor, IsForeign: true)),
    ];

    internal AccountsServer All { get; private set; } = null!;

    /// <summary>Holds the first account alone.</summary>
    internal AccountsServer One { get; private set; } = null!;

    /// <summary>Holds the first two accounts alone.</summary>
    internal AccountsServer Two { get; private set; } = null!;

    internal string OnlyFirst => AccountsServer.Only([All.IdOf(First)]);

    internal string OnlyBoth => AccountsServer.Only([All.IdOf(First), All.IdOf(Second)]);

    internal SeededAccount ForeignOf(Vendor vendor) => Foreign.Single(account => account.Vendor == vendor);

    public async Task InitializeAsync()
    {
        All = await AccountsServer.StartAsync([First, Second, .. Foreign]);
        One = await AccountsServer.StartAsync(First);
        Two = await AccountsServer.StartAsync(First, Second);
    }

    public async Task DisposeAsync()
    {
        await All.DisposeAsync();
        await One.DisposeAsync();
        await Two.DisposeAsync();
    }
}

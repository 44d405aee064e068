using Microsoft.Extensions.DependencyInjection;

namespace ProjectGraph.Server.Tests.Tokens;

/// <summary>The real program in Production without a single key, behind an issuer of tokens and by a clock that the test moves.</summary>
public sealed class TokenServer : IAsyncLifetime
{
    internal FakeTime Time { get; } = new();

    internal TestIssuer Issuer { get; private set; } = null!;

    public RunningServer Running { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Issuer = await TestIssuer.StartAsync(Time);
        Running = await RunningServer.StartAsync(
            services => services.AddSingleton<TimeProvider>(Time),
            [
                ("environment", "Production"),
                ("Limits:StreamKeepAlive", "00:00:00.2"),
                .. Issuer.Settings.Select(pair => (pair.Item1, pair.Item2!)),
            ]
        );
    }

    public async Task DisposeAsync()
    {
        await Running.DisposeAsync();
        await Issuer.DisposeAsync();
    }
}

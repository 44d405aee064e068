using Microsoft.Playwright;

namespace ProjectGraph.Server.Tests;

/// <summary>A real browser.</summary>
internal sealed class Chromium : IAsyncDisposable
{
    // Milliseconds, for a machine that does much else at the time.
    public const float Patience = 600_000;

    private static readonly string[] arguments =
        ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

    private readonly IPlaywright playwright;
    private readonly IBrowser browser;

    private Chromium(IPlaywright playwright, IBrowser browser) => (this.playwright, this.browser) = (playwright, browser);

    public static async Task<Chromium> LaunchAsync(params string[] more)
    {
        var playwright = await Playwright.CreateAsync();
        return new(playwright, await playwright.Chromium.LaunchAsync(new() { ExecutablePath = FactWithAttribute.Find("chromium"), Args = [.. arguments, .. more] }));
    }

    public async Task<IPage> NewPageAsync(BrowserNewPageOptions? options = null)
    {
        var page = await browser.NewPageAsync(options);
        page.SetDefaultTimeout(Patience);
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        await browser.DisposeAsync();
        playwright.Dispose();
    }
}

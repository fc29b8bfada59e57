using Microsoft.Playwright;

namespace RemoteAssist.Rig;

/// <summary>The installed Chromium, without a window.</summary>
internal sealed class Browser : IAsyncDisposable
{
    private readonly IPlaywright _playwright;
    private readonly IBrowser _chromium;

    private Browser(IPlaywright playwright, IBrowser chromium) => (_playwright, _chromium) = (playwright, chromium);

    /// <summary>Starts it with a profile of its own.</summary>
    public static async Task<Browser> Start()
    {
        IPlaywright playwright = await Playwright.CreateAsync();
        IBrowser chromium = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Tools.Chromium,
            Headless = true,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
        return new Browser(playwright, chromium);
    }

    /// <summary>A page as a new visitor has it.</summary>
    /// <param name="locale">The visitor's language.</param>
    /// <param name="width">Of the page, CSS pixels.</param>
    /// <param name="height">Of the page, CSS pixels.</param>
    public async Task<IPage> NewPage(string locale = "en-GB", int width = 1280, int height = 800)
    {
        IBrowserContext visitor = await _chromium.NewContextAsync(new BrowserNewContextOptions { Locale = locale, ViewportSize = new ViewportSize { Width = width, Height = height } });
        await visitor.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        return await visitor.NewPageAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _chromium.DisposeAsync();
        _playwright.Dispose();
    }
}

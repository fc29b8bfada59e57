using Microsoft.Playwright;

namespace RemoteAssist.Rig;

/// <summary>The Remote Assistance tab, as an agent uses it.</summary>
internal sealed class AgentPage(IPage page)
{
    /// <summary>The page under it.</summary>
    public IPage Page => page;

    /// <summary>The remote screen.</summary>
    public ILocator Screen => page.Locator("#screen");

    /// <summary>An attribute of the document: <c>signed-in</c>, <c>session-state</c> or <c>picture</c>.</summary>
    public async Task<string> State(string name) => await page.Locator("html").GetAttributeAsync($"data-{name}") ?? "";

    /// <summary>Waits for a state of the document.</summary>
    public Task WaitFor(string name, string value, TimeSpan? limit = null) =>
        Wait.Until($"the agent's page has data-{name}='{value}'", async () => await State(name) == value, limit, Describe);

    /// <summary>Opens the tab, signs in and starts a session.</summary>
    /// <returns>The session's PIN.</returns>
    public async Task<string> StartSession(Uri gateway, string password)
    {
        await page.GotoAsync(new Uri(gateway, "/agent").ToString());
        await page.Locator("#tenant").FillAsync("demo");
        await page.Locator("#email").FillAsync("agent@demo.example");
        await page.Locator("#password").FillAsync(password);
        await page.Locator("#sign-in").ClickAsync();
        await WaitFor("signed-in", "true");
        await page.Locator("#start").ClickAsync();
        await WaitFor("session-state", "waiting");
        return await Pin();
    }

    /// <summary>The PIN that the page shows, without its grouping.</summary>
    public async Task<string> Pin()
    {
        string shown = "";
        await Wait.Until("the page shows a PIN", async () => (shown = string.Concat((await page.Locator("#pin").InnerTextAsync()).Where(char.IsAsciiDigit))).Length >= 6, now: Describe);
        return shown;
    }

    /// <summary>Reads a part of the remote screen as the canvas shows it.</summary>
    /// <returns>Row by row, 0xRRGGBB; empty when the canvas is smaller.</returns>
    public async Task<uint[]> Pixels(int x, int y, int width, int height)
    {
        // Through a copy, because a canvas that a worker draws on cannot be read itself.
        string read = await page.EvaluateAsync<string>(
            """
            ([x, y, width, height]) => {
              const screen = document.querySelector('#screen');
              if (!screen || screen.width < x + width || screen.height < y + height) return '';
              const copy = new OffscreenCanvas(width, height).getContext('2d');
              copy.drawImage(screen, x, y, width, height, 0, 0, width, height);
              const bytes = copy.getImageData(0, 0, width, height).data;
              let text = '';
              for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
              return btoa(text);
            }
            """,
            new[] { x, y, width, height });
        byte[] bytes = Convert.FromBase64String(read);
        var pixels = new uint[bytes.Length / 4];
        for (int i = 0; i < pixels.Length; i++) pixels[i] = (uint)(bytes[4 * i] << 16 | bytes[4 * i + 1] << 8 | bytes[4 * i + 2]);
        return pixels;
    }

    /// <summary>Where on the page a pixel of the remote screen is.</summary>
    public async Task<(float X, float Y)> OnPage(double x, double y)
    {
        double[] at = await page.EvaluateAsync<double[]>(
            """
            ([x, y]) => {
              const screen = document.querySelector('#screen'), box = screen.getBoundingClientRect();
              return [box.left + (x + 0.5) * box.width / screen.width, box.top + (y + 0.5) * box.height / screen.height];
            }
            """,
            new[] { x, y });
        return ((float)at[0], (float)at[1]);
    }

    /// <summary>Moves the mouse to a pixel of the remote screen.</summary>
    public async Task MoveTo(double x, double y)
    {
        (float left, float top) = await OnPage(x, y);
        await page.Mouse.MoveAsync(left, top);
    }

    /// <summary>How things stand, for the message of a time-out.</summary>
    public async Task<string> Describe() =>
        $"{page.Url} signed-in={await State("signed-in")} session-state={await State("session-state")} picture={await State("picture")}";
}

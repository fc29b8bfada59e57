using Microsoft.Playwright;
using RemoteAssist.EndToEnd.Setups;
using RemoteAssist.Rig;
using RemoteAssist.Rig.X;

namespace RemoteAssist.EndToEnd.Scenarios;

public abstract class ScreensScenarios(Setup setup) : Scenario(setup)
{
    private const int Left = 400;

    public override async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await Monitors("--delmonitor", "left");
        await Monitors("--delmonitor", "right");
        await CanvasIs(Setup.ScreenWidth, Setup.ScreenHeight);
        await base.DisposeAsync();
    }

    [Fact]
    public async Task The_next_screen_is_shown_and_clicked_on_where_the_customer_has_it()
    {
        await Monitors("--setmonitor", "left", $"{Left}/100x{Setup.ScreenHeight}/100+0+0", "screen");
        await Monitors("--setmonitor", "right", $"{Setup.ScreenWidth - Left}/100x{Setup.ScreenHeight}/100+{Left}+0", "none");
        ILocator next = Agent.Page.Locator("#next-screen");
        await Wait.Until("the page offers the next of 2 screens", async () => await next.IsVisibleAsync() && (await next.InnerTextAsync()).Contains('2', StringComparison.Ordinal), now: Agent.Describe);
        await CanvasIs(Left, Setup.ScreenHeight);
        await next.ClickAsync();
        await CanvasIs(Setup.ScreenWidth - Left, Setup.ScreenHeight);

        using var window = new XWindow(Setup.Desktop.Display, Left + 100, 200, 160, 120);
        uint[] picture = Pictures.Pattern(window.Width, window.Height);
        window.Draw(picture);
        await Wait.Until("the canvas shows what is on the second screen", async () => (await Agent.Pixels(100, 200, 160, 120)).AsSpan().SequenceEqual(picture), now: Agent.Describe);
        await Agent.MoveTo(150, 250);
        await Agent.Page.Mouse.DownAsync();
        await Agent.Page.Mouse.UpAsync();
        await Wait.Until(
            "the click lands on the second screen",
            () => window.Input.Any(input => input is { Kind: XInputKind.ButtonPress, Y: >= 249 and <= 251 } && Math.Abs(input.X - Left - 150) <= 1),
            now: () => string.Join(", ", window.Input));
    }

    [Fact]
    public async Task All_screens_are_shown_as_they_stand_and_clicked_on_where_the_customer_has_them()
    {
        await Monitors("--setmonitor", "left", $"{Left}/100x{Setup.ScreenHeight}/100+0+0", "screen");
        await Monitors("--setmonitor", "right", $"{Setup.ScreenWidth - Left}/100x{Setup.ScreenHeight}/100+{Left}+0", "none");
        await CanvasIs(Left, Setup.ScreenHeight);
        await Agent.Page.Locator("#all-screens").ClickAsync();
        await CanvasIs(Setup.ScreenWidth, Setup.ScreenHeight);

        // On both of them, so that the parts of two screens make one picture.
        using var window = new XWindow(Setup.Desktop.Display, Left - 80, 200, 160, 120);
        uint[] picture = Pictures.Pattern(window.Width, window.Height);
        window.Draw(picture);
        await Wait.Until("the canvas shows what is on both screens", async () => (await Agent.Pixels(Left - 80, 200, 160, 120)).AsSpan().SequenceEqual(picture), now: Agent.Describe);
        await Agent.MoveTo(Left + 50, 250);
        await Agent.Page.Mouse.DownAsync();
        await Agent.Page.Mouse.UpAsync();
        await Wait.Until(
            "the click lands on the second screen's part of the window",
            () => window.Input.Any(input => input is { Kind: XInputKind.ButtonPress, Y: >= 249 and <= 251 } && Math.Abs(input.X - Left - 50) <= 1),
            now: () => string.Join(", ", window.Input));
    }

    private Task CanvasIs(int width, int height) => Wait.Until(
        $"the canvas is {width}×{height}",
        async () => await Agent.Screen.EvaluateAsync<string>("screen => `${screen.width}x${screen.height}`") == $"{width}x{height}",
        now: Agent.Describe);

    private async Task Monitors(params string[] arguments)
    {
        await using Child xrandr = Setup.Desktop.Run("xrandr", arguments);
        await xrandr.Exit();
    }
}

using RemoteAssist.EndToEnd.Setups;
using RemoteAssist.Rig;
using RemoteAssist.Rig.X;

namespace RemoteAssist.EndToEnd.Scenarios;

public abstract class PictureScenarios(Setup setup) : Scenario(setup)
{
    [Fact]
    public async Task The_agent_sees_the_customers_screen_pixel_for_pixel()
    {
        using var window = new XWindow(Setup.Desktop.Display, 37, 51, 400, 300);
        for (int i = 0; i < 3; i++)
        {
            uint[] picture = Pictures.Pattern(window.Width, window.Height);
            window.Draw(picture);
            await SeesExactly(window, picture);
        }
    }

    [Fact]
    public async Task A_small_change_is_seen_and_leaves_its_surroundings_as_they_were()
    {
        using var window = new XWindow(Setup.Desktop.Display, 100, 100, 256, 256);
        uint[] picture = Pictures.Pattern(window.Width, window.Height);
        window.Draw(picture);
        await SeesExactly(window, picture);
        window.Fill(0x12AB56, 70, 33, 3, 5);
        for (int y = 33; y < 38; y++) Array.Fill(picture, 0x12AB56u, y * 256 + 70, 3);
        await SeesExactly(window, picture);
    }

    [Fact]
    public async Task The_canvas_has_the_size_of_the_remote_screen_and_the_page_tells_it()
    {
        Assert.Equal($"{Setup.ScreenWidth}x{Setup.ScreenHeight}", await Agent.Screen.EvaluateAsync<string>("screen => `${screen.width}x${screen.height}`"));
        string told = await Agent.Page.Locator("#screen-info").InnerTextAsync();
        Assert.Contains($"{Setup.ScreenWidth}", told, StringComparison.Ordinal);
        Assert.Contains($"{Setup.ScreenHeight}", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Actual_size_shows_a_pixel_as_a_pixel_and_fit_shows_all_of_the_screen()
    {
        await Agent.Page.Locator("#actual").ClickAsync();
        await Wait.Until("the screen is shown 1:1", async () => await ShownSize() == (Setup.ScreenWidth, Setup.ScreenHeight), now: async () => $"{await ShownSize()}");
        await Agent.Page.SetViewportSizeAsync(900, 600);
        await Agent.Page.Locator("#fit").ClickAsync();
        await Wait.Until(
            "all of the screen fits on the page, in its own proportions",
            async () => await ShownSize() is var (width, height) && width < 900 && height < 600 && Math.Abs(width * Setup.ScreenHeight / (double)Setup.ScreenWidth - height) < 2,
            now: async () => $"{await ShownSize()}");
        await Agent.Page.SetViewportSizeAsync(1280, 800);
    }

    [Fact]
    public async Task The_remote_pointers_shape_is_shown()
    {
        const uint colour = 0xC81E5A;
        using var window = new XWindow(Setup.Desktop.Display, 300, 300, 200, 200);
        window.SetCursor(colour, 16, 3, 5);
        await Agent.MoveTo(390, 390);
        await Wait.Until("the pointer over the screen is a square of the X client's colour", async () => await CursorColour() == colour, now: async () => $"cursor: {await Cursor()}");
    }

    private async Task<(int Width, int Height)> ShownSize()
    {
        double[] size = await Agent.Screen.EvaluateAsync<double[]>("screen => { const box = screen.getBoundingClientRect(); return [box.width, box.height]; }");
        return ((int)Math.Round(size[0]), (int)Math.Round(size[1]));
    }

    private Task<string> Cursor() => Agent.Screen.EvaluateAsync<string>("screen => getComputedStyle(screen).cursor");

    // The colour of the picture's second pixel, or -1 while the cursor is no picture.
    private Task<long> CursorColour() => Agent.Screen.EvaluateAsync<long>(
        """
        async screen => {
          const address = /url\("?([^")]+)"?\)/.exec(getComputedStyle(screen).cursor)?.[1];
          if (!address) return -1;
          const picture = new Image();
          picture.src = address;
          await picture.decode();
          const copy = new OffscreenCanvas(picture.width, picture.height).getContext('2d');
          copy.drawImage(picture, 0, 0);
          const [red, green, blue] = copy.getImageData(1, 1, 1, 1).data;
          return red << 16 | green << 8 | blue;
        }
        """);
}

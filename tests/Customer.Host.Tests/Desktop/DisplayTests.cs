using RemoteAssist.Customer.Host.Capture.X11;
using RemoteAssist.Customer.Host.Tests.Stand;
using RemoteAssist.Rig;
using RemoteAssist.Rig.X;

namespace RemoteAssist.Customer.Host.Tests.Desktop;

public sealed class DisplayTests
{
    [Fact]
    public async Task A_server_without_shared_memory_is_shared_as_well()
    {
        await using Child server = await Start("640x480x24", "-extension", "MIT-SHM");
        using var window = new XWindow(Name(server), 0, 0, 300, 200);
        var pixels = new uint[300 * 200];
        for (int i = 0; i < pixels.Length; i++) pixels[i] = Frames.Text(i % 300, i / 300);
        window.Draw(pixels);
        await using HostRun host = HostRun.Start(Name(server), "see");
        HostSocket viewer = await host.Gateway.Connection();
        await Wait.Until("the picture", () => viewer.Shows(pixels, 0, 0, 300, 200));
    }

    [Fact]
    public async Task A_screen_with_too_few_colours_is_refused_in_clear_words()
    {
        await using Child server = await Start("640x480x16");
        Assert.Null(X11Desktop.TryOpen(Name(server), out string? problem));
        Assert.Contains("16 bits a pixel", problem);
        Assert.Contains("24 or 32 bits TrueColor", problem);
    }

    [Fact]
    public async Task A_server_without_damage_reports_is_refused_in_clear_words()
    {
        await using Child server = await Start("640x480x24", "-extension", "DAMAGE", "-extension", "Composite");
        Assert.Null(X11Desktop.TryOpen(Name(server), out string? problem));
        Assert.Contains("lacks the extension DAMAGE", problem);
    }

    [Fact]
    public async Task A_desktop_that_changes_its_size_is_told_and_sent_anew()
    {
        await using Rig.Desktop desktop = await Rig.Desktop.Start(1000, 700, windowManager: false);
        using var window = new XWindow(desktop.Display, 0, 0, 300, 200);
        window.Fill(0x445566, 0, 0, 300, 200);
        await using HostRun host = HostRun.Start(desktop.Display, "see");
        HostSocket viewer = await host.Gateway.Connection();
        await Wait.Until("the first picture", () => viewer.Pixel(999, 699) is not null && viewer.Pixel(5, 5) == 0x445566);
        // Xvfb's one output does not fit any more; it goes dark and the desktop is what is left.
        await using Child resize = desktop.Run("xrandr", "--fb", "640x400");
        await resize.Exit();
        await Wait.Until("the new size", () => viewer.Layout!.Screens[0] is { Width: 640, Height: 400 }, now: () => viewer.Layout!.ToString());
        window.Fill(0x998877, 10, 10, 20, 20);
        await Wait.Until("a change in the new size", () => viewer.Pixel(15, 15) == 0x998877);
        Assert.Empty(viewer.Problems);
    }

    private static async Task<Child> Start(string screen, params string[] more)
    {
        Child server = Child.Start("Xvfb", ["-displayfd", "1", "-screen", "0", screen, "-nolisten", "tcp", "-noreset", .. more]);
        await Wait.Until("Xvfb tells its display's number", () => server.Lines.Any(line => int.TryParse(line, out _)), now: () => server.Output);
        return server;
    }

    private static string Name(Child server) => $":{server.Lines.First(line => int.TryParse(line, out _))}";
}

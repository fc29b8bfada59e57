using RemoteAssist.Customer.Host.Tests.Stand;
using RemoteAssist.Protocol;
using RemoteAssist.Rig;
using RemoteAssist.Rig.X;

namespace RemoteAssist.Customer.Host.Tests.Desktop;

public sealed class CaptureTests
{
    [Fact]
    public async Task What_a_program_draws_is_what_a_viewer_sees()
    {
        await using Rig.Desktop desktop = await Rig.Desktop.Start(1280, 720, windowManager: false);
        using var window = new XWindow(desktop.Display, 100, 60, 800, 500);
        uint[] first = Drawn(800, 500, Frames.Text);
        window.Draw(first);
        await using HostRun host = HostRun.Start(desktop.Display, "see");
        HostSocket viewer = await host.Gateway.Connection();
        await Wait.Until("the first picture", () => viewer.Shows(first, 100, 60, 800, 500), now: () => string.Join("; ", viewer.Problems));
        uint[] patch = Drawn(97, 61, (x, y) => (uint)HashCode.Combine(x, y) & 0xFFFFFF);
        window.Draw(patch, 33, 45, 97, 61);
        await Wait.Until("the patch", () => viewer.Shows(patch, 133, 105, 97, 61));
        uint[] all = Drawn(800, 500, (x, y) => Frames.Text(x + 5, y + 3));
        window.Draw(all);
        await Wait.Until("the last picture", () => viewer.Shows(all, 100, 60, 800, 500));
        Assert.Empty(viewer.Problems);
    }

    [Fact]
    public async Task A_still_screen_sends_nothing_and_a_small_change_sends_little()
    {
        await using Rig.Desktop desktop = await Rig.Desktop.Start(1280, 720, windowManager: false);
        using var window = new XWindow(desktop.Display, 0, 0, 640, 480);
        window.Fill(0x203040, 0, 0, 640, 480);
        await using HostRun host = HostRun.Start(desktop.Display, "see");
        HostSocket viewer = await host.Gateway.Connection();
        await Wait.Until("the first picture", () => viewer.Pixel(10, 10) == 0x203040);
        int before = viewer.Updates.Count;
        // The same colour again is damage without a difference.
        window.Fill(0x203040, 0, 0, 640, 480);
        window.Fill(0xFF0000, 70, 70, 3, 2);
        await Wait.Until("the small change", () => viewer.Pixel(72, 71) == 0xFF0000);
        List<UpdateHeader> sent = viewer.Updates[before..];
        Assert.Equal(1, sent.Sum(update => update.OperationCount));
    }

    [Fact]
    public async Task A_photograph_becomes_exact_after_a_rest_when_sharpness_is_wanted()
    {
        await using Rig.Desktop desktop = await Rig.Desktop.Start(640, 480, windowManager: false);
        using var window = new XWindow(desktop.Display, 64, 64, 256, 192);
        uint[] photograph = Drawn(256, 192, Frames.Photograph);
        window.Draw(photograph);
        await using HostRun host = HostRun.Start(desktop.Display, "see");
        HostSocket viewer = await host.Gateway.Connection();
        var watch = new byte[WatchMessage.MessageSize];
        new WatchMessage(1, 1, PictureQuality.Sharp, VideoCodecs.None, 1).Write(watch);
        await viewer.Send(watch);
        await Wait.Until("the quality", () => viewer.Layout?.Quality == "sharp");
        photograph = Drawn(256, 192, (x, y) => Frames.Photograph(x + 9, y));
        window.Draw(photograph);
        await Wait.Until("the exact photograph", () => viewer.Shows(photograph, 64, 64, 256, 192));
        Assert.Contains(viewer.Updates, update => update.ImageLength > 0);
    }

    [Fact]
    public async Task While_two_pictures_wait_for_their_answer_no_third_is_sent_and_then_comes_the_newest()
    {
        await using Rig.Desktop desktop = await Rig.Desktop.Start(640, 480, windowManager: false);
        using var window = new XWindow(desktop.Display, 0, 0, 640, 480);
        await using HostRun host = HostRun.Start(desktop.Display, "see");
        HostSocket viewer = await host.Gateway.Connection();
        await Wait.Until("the first picture", () => viewer.Pixel(10, 10) is not null && viewer.Updates.Count > 0);
        viewer.Acknowledges = false;
        for (uint colour = 1; colour <= 2; colour++)
        {
            uint shown = colour;
            window.Fill(shown, 0, 0, 100, 100);
            await Wait.Until($"colour {shown}", () => viewer.Pixel(50, 50) == shown);
        }

        int before = viewer.Updates.Count;
        for (uint colour = 3; colour <= 9; colour++) window.Fill(colour, 0, 0, 100, 100);
        window.Fill(10, 0, 0, 100, 100);
        await viewer.CarriedOut();
        Assert.Equal(before, viewer.Updates.Count);
        viewer.Acknowledges = true;
        await viewer.Acknowledge(viewer.Updates[^1].Seq);
        await Wait.Until("the newest colour", () => viewer.Pixel(50, 50) == 10);
        Assert.Equal(before + 1, viewer.Updates.Count);
    }

    [Fact]
    public async Task Tiles_that_are_asked_for_come_again_marked_as_a_repair()
    {
        await using Rig.Desktop desktop = await Rig.Desktop.Start(640, 480, windowManager: false);
        await using HostRun host = HostRun.Start(desktop.Display, "see");
        HostSocket viewer = await host.Gateway.Connection();
        await Wait.Until("the first picture", () => viewer.Updates.Count > 0);
        var message = new byte[RepairMessage.MessageLength(2)];
        RepairMessage.Write(message, 0, viewer.Layout!.Epoch, [0, 11]);
        await viewer.Send(message);
        await Wait.Until("the repair", () => viewer.Flags.Contains(UpdateFlags.Repair | UpdateFlags.PictureEnd));
        Assert.Equal(2, viewer.Updates[^1].OperationCount);
    }

    [Fact]
    public async Task The_screens_that_are_looked_at_are_sent_and_only_a_change_of_the_monitors_begins_an_epoch()
    {
        await using Rig.Desktop desktop = await Rig.Desktop.Start(1000, 600, windowManager: false);
        using var left = new XWindow(desktop.Display, 0, 0, 400, 600);
        using var right = new XWindow(desktop.Display, 400, 0, 600, 600);
        left.Fill(0x111111, 0, 0, 400, 600);
        right.Fill(0x222222, 0, 0, 600, 600);
        await using HostRun host = HostRun.Start(desktop.Display, "see");
        HostSocket viewer = await host.Gateway.Connection();
        await Wait.Until("the whole desktop", () => viewer.Pixel(999, 599) == 0x222222);
        uint epoch = viewer.Layout!.Epoch;
        await SetMonitor(desktop, "left", "400/100x600/150+0+0", "screen");
        await SetMonitor(desktop, "right", "600/150x600/150+400+0", "none");
        await Wait.Until("two monitors", () => viewer.Layout is { Screens.Length: 2 } layout && layout.Screens[1].Width == 600, now: () => viewer.Layout!.ToString());
        Assert.True(viewer.Layout.Epoch > epoch);
        await Wait.Until("the active monitor alone", () => viewer.Pixel(0, 0, on: 0) == 0x111111 && viewer.Layout.Watched is [0], now: () => viewer.Layout.ToString());
        epoch = viewer.Layout.Epoch;
        await viewer.Send(Watches(1, 0b10));
        await Wait.Until("the right monitor", () => viewer.Pixel(599, 0, on: 1) == 0x222222 && viewer.Layout.Watched is [1]);
        left.Fill(0x333333, 0, 0, 400, 600);
        right.Fill(0x444444, 0, 0, 600, 600);
        await Wait.Until("a change on the right", () => viewer.Pixel(1, 1, on: 1) == 0x444444);
        Assert.Equal(0x111111u, viewer.Pixel(0, 0, on: 0));
        await viewer.Send(Watches(2, 0b01));
        await Wait.Until("both", () => viewer.Pixel(0, 0, on: 0) == 0x333333 && viewer.Layout.Watched is [0, 1]);
        await viewer.Send(Watches(1, 0));
        await Wait.Until("one again", () => viewer.Layout.Watched is [0]);
        Assert.Equal(epoch, viewer.Layout.Epoch);
        Assert.Empty(viewer.Problems);
    }

    [Fact]
    public async Task The_pointers_picture_and_place_are_told()
    {
        await using Rig.Desktop desktop = await Rig.Desktop.Start(640, 480, windowManager: false);
        using var window = new XWindow(desktop.Display, 0, 0, 300, 300);
        await using HostRun host = HostRun.Start(desktop.Display, "see", "control");
        HostSocket viewer = await host.Gateway.Connection();
        await viewer.Send(InputMessage.Single(1, new InputEvent { Kind = InputEventKind.Pointer, X = 120, Y = 130 }));
        await Wait.Until("the pointer's place", () => viewer.Cursor == (120, 130, true), now: () => viewer.Cursor.ToString());
        window.SetCursor(0xFF8000, 24, 5, 7);
        await Wait.Until("the pointer's picture", () => Shapes(viewer).Contains((24, 24, 5, 7)), now: () => string.Join(", ", Shapes(viewer)));
    }

    private static byte[] Watches(ulong watcher, ushort screens)
    {
        var watch = new byte[WatchMessage.MessageSize];
        new WatchMessage(watcher, screens, PictureQuality.Automatic, VideoCodecs.None, 1).Write(watch);
        return watch;
    }

    private static List<(int Width, int Height, int HotX, int HotY)> Shapes(HostSocket viewer)
    {
        var shapes = new List<(int, int, int, int)>();
        foreach (byte[] message in viewer.Messages.Where(message => (MessageKind)message[0] == MessageKind.CursorShape))
        {
            Assert.Equal(ProtocolError.None, CursorShapeMessage.TryRead(message.AsSpan(MessageHeader.Size), out CursorShapeMessage shape));
            shapes.Add((shape.Width, shape.Height, shape.HotX, shape.HotY));
        }

        return shapes;
    }

    private static async Task SetMonitor(Rig.Desktop desktop, string name, string geometry, string output)
    {
        await using Child xrandr = desktop.Run("xrandr", "--setmonitor", name, geometry, output);
        Assert.Equal(0, await xrandr.Exit());
    }

    private static uint[] Drawn(int width, int height, Func<int, int, uint> pixel)
    {
        var pixels = new uint[width * height];
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++) pixels[y * width + x] = pixel(x, y) & 0xFFFFFF;
        }

        return pixels;
    }
}

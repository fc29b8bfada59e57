using CsCheck;
using RemoteAssist.Customer.Host.Capture;
using RemoteAssist.Customer.Host.Encode;
using RemoteAssist.Customer.Host.Tests.Stand;
using RemoteAssist.Protocol;

namespace RemoteAssist.Customer.Host.Tests.Encode;

public sealed class MotionTests
{
    [Fact]
    public void Content_that_scrolls_in_any_rectangle_by_any_distance_is_copied() =>
        Gen.Select(Gen.Int[0, 300], Gen.Int[0, 200], Gen.Int[300, 600], Gen.Int[250, 500], Gen.Int[-100, 100], Gen.Bool).Sample(
            (x, y, width, height, distance, sideways) =>
            {
                if (distance == 0) return;
                var area = new PixelRect(x, y, width, height);
                Frame desk = Frames.Of(1000, 720, (_, _) => 0x3A6EA5);
                desk.Paint(area, Desk.Writing(1));
                using var run = new EncoderRun(1000, 720);
                run.Show(desk);
                Scroll(desk, area, sideways ? distance : 0, sideways ? 0 : distance);
                run.Show(desk);
                run.AssertShows(desk);
                // All but what scrolled in, and the few pixels that a copy of whole rows and columns must leave.
                Operation copy = Assert.Single(run.Operations, operation => operation.Kind == OperationKind.Copy);
                long stays = sideways ? (long)(width - Math.Abs(distance)) * height : (long)width * (height - Math.Abs(distance));
                Assert.InRange((long)copy.Width * copy.Height, stays * 9 / 10, long.MaxValue);
                Assert.Equal(sideways ? (distance, 0) : (0, distance), (copy.X - copy.SourceX, copy.Y - copy.SourceY));
            },
            iter: 60);

    [Fact]
    public void A_window_that_is_dragged_in_any_direction_is_copied() =>
        Gen.Select(Gen.Int[0, 400], Gen.Int[0, 300], Gen.Int[-150, 150], Gen.Int[-150, 150]).Sample(
            (x, y, dx, dy) =>
            {
                if (dx == 0 && dy == 0) return;
                var screen = new PixelRect(0, 0, 1000, 720);
                var window = new PixelRect(x + 100, y + 60, 333, 241);
                using var run = new EncoderRun(1000, 720);
                run.Show(Window(screen, window));
                Frame desk = Window(screen, window.Offset(dx, dy));
                run.Show(desk);
                run.AssertShows(desk);
                Assert.Contains(run.Operations, operation => operation.Kind == OperationKind.Copy
                    && (operation.X - operation.SourceX, operation.Y - operation.SourceY) == (dx, dy)
                    && operation.Width * operation.Height > window.Offset(dx, dy).Intersect(screen).Area * 8 / 10);
            },
            iter: 60);

    [Fact]
    public void A_scrolling_terminal_takes_little_more_than_its_new_line()
    {
        using var run = new EncoderRun(1920, 1080);
        var desk = new Frame(1920, 1080);
        desk.Paint(desk.Bounds, Desk.Writing(1));
        run.Show(desk);
        for (int line = 0; line < 3; line++)
        {
            desk.Move(new PixelRect(0, 16, 1920, 1064), 0, -16);
            desk.Paint(new PixelRect(0, 1064, 1920, 16), Desk.Writing(line + 50));
            run.Show(desk);
            run.AssertShows(desk);
            Assert.InRange(run.Bytes, 1, 6_000);
        }
    }

    [Fact]
    public void What_was_shown_before_is_drawn_from_what_the_viewer_keeps()
    {
        using var run = new EncoderRun(1000, 720);
        Frame first = Frames.Of(1000, 720, Desk.Writing(1)), second = Frames.Of(1000, 720, Desk.Writing(99));
        run.Show(first);
        run.Time.Advance(TimeSpan.FromSeconds(2));
        run.Show(second);
        run.Time.Advance(TimeSpan.FromSeconds(2));
        run.Show(first);
        run.AssertShows(first);
        Assert.Contains(run.Operations, operation => operation.Kind == OperationKind.Reference);
        int tiles = run.Encoder.Tiles;
        Assert.True(run.Operations.Count(operation => operation.Kind == OperationKind.Reference) > tiles / 2);
    }

    [Fact]
    public void What_changes_all_the_time_is_not_kept()
    {
        using var run = new EncoderRun(1000, 720);
        for (int i = 0; i < 20; i++)
        {
            run.Show(Frames.Of(1000, 720, Desk.Writing(i * 10)));
            Assert.DoesNotContain(run.Operations, operation => operation.Kind == OperationKind.Store);
        }
    }

    [Fact]
    public void Nothing_is_allocated_once_everything_was_met()
    {
        using var pictures = new PictureEncoder(new Sink());
        var encoder = new ScreenEncoder(pictures, new(Caps.CacheSlots), TimeProvider.System, 0, 1000, 720, 1);
        Frame[] frames = [.. Enumerable.Range(0, 6).Select(Scene)];
        for (int i = 0; i < 12; i++) Show(encoder, frames[i % frames.Length]);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 24; i++) Show(encoder, frames[i % frames.Length]);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1000);
    }

    private static Frame Scene(int number)
    {
        Frame frame = Frames.Of(1000, 720, Desk.Writing(number / 3));
        frame.Paint(new PixelRect(100 + number * 13, 90, 300, 250), Frames.Photograph);
        frame.Move(new PixelRect(500, 300, 400, 300), 0, -number * 5);
        return frame;
    }

    private static unsafe void Show(ScreenEncoder encoder, Frame frame)
    {
        fixed (uint* first = &frame.Pixel(0, 0)) encoder.Take(frame.Bounds, new PixelView((nint)first, frame.Width, frame.Width, frame.Height));
        encoder.SendChanges(1);
    }

    private static Frame Window(PixelRect screen, PixelRect window)
    {
        Frame desk = Frames.Of(screen.Width, screen.Height, (x, y) => Frames.Rgb(40, 60 + y / 12, 120));
        desk.Paint(window, (x, y) => y < 24 ? 0x224466u : Desk.Writing(5)(x, y));
        return desk;
    }

    private static void Scroll(Frame desk, PixelRect area, int dx, int dy)
    {
        Frame before = desk.Copy();
        Func<int, int, uint> fresh = Desk.Writing(77);
        desk.Paint(area, (x, y) =>
        {
            (int fromX, int fromY) = (area.X + x - dx, area.Y + y - dy);
            return area.Contains(fromX, fromY) ? before.Row(fromX, fromY, 1)[0] : fresh(x, y);
        });
    }

    private sealed class Sink : IPartSink
    {
        private readonly byte[] _buffer = new byte[Caps.Message];

        public byte[] Rent() => _buffer;

        public void Post(byte[] buffer, int length)
        {
        }
    }
}

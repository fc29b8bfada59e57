using CsCheck;
using RemoteAssist.Customer.Host.Capture;
using RemoteAssist.Customer.Host.Encode;
using RemoteAssist.Customer.Host.Tests.Stand;
using RemoteAssist.Protocol;

namespace RemoteAssist.Customer.Host.Tests.Encode;

public sealed class ScreenEncoderTests
{
    private const int Width = 700, Height = 500;

    /// <summary>What happens on a desktop: a kind of change, where, and by how much something moves.</summary>
    private static readonly Gen<(int Kind, PixelRect Area, int Dx, int Dy)> Events =
        from kind in Gen.Int[0, 7]
        from x in Gen.Int[0, Width - 20]
        from y in Gen.Int[0, Height - 20]
        from width in Gen.Int[1, 500]
        from height in Gen.Int[1, 400]
        from dx in Gen.Int[-90, 90]
        from dy in Gen.Int[-90, 90]
        select (kind, new PixelRect(x, y, width, height).Intersect(new PixelRect(0, 0, Width, Height)), dx, dy);

    [Theory]
    [InlineData(int.MaxValue)]
    [InlineData(3000)]
    public void Whatever_happens_on_the_screen_a_viewer_has_its_exact_pixels_in_the_end(int budget) => Events.List[1, 12].Sample(
        events =>
        {
            using var run = new EncoderRun(Width, Height);
            run.Encoder.Settings = QualitySettings.For(PictureQuality.Sharp, 1_000_000);
            var desk = new Frame(Width, Height);
            run.Show(desk, budget);
            int seed = 0;
            foreach ((int kind, PixelRect area, int dx, int dy) in events)
            {
                Happen(desk, kind, area, dx, dy, seed++);
                run.Show(desk, budget);
            }

            Finish(run, desk, budget);
            run.Rest();
            run.AssertShows(desk);
        },
        iter: 60);

    [Fact]
    public void What_is_drawn_is_exact_at_once()
    {
        Events.List[1, 10].Sample(
            events =>
            {
                using var run = new EncoderRun(Width, Height);
                var desk = new Frame(Width, Height);
                int seed = 0;
                foreach ((int kind, PixelRect area, int dx, int dy) in events)
                {
                    Happen(desk, kind is 3 or 4 ? 0 : kind, area, dx, dy, seed++);
                    run.Show(desk);
                    run.AssertShows(desk);
                }
            },
            iter: 60);
    }

    [Fact]
    public void A_repair_stands_for_itself()
    {
        using var run = new EncoderRun(Width, Height);
        var desk = new Frame(Width, Height);
        desk.Paint(new PixelRect(0, 0, 400, 300), Desk.Writing(1));
        desk.Paint(new PixelRect(130, 100, 500, 300), Frames.Photograph);
        run.Show(desk);
        run.Rest();
        run.Repair([.. Enumerable.Range(0, run.Encoder.Tiles + 5)]);
        Assert.NotEmpty(run.Operations);
        Assert.All(run.Operations, operation => Assert.True(operation.IsSelfContained));
        run.Rest();
    }

    [Fact]
    public void A_small_change_is_one_small_message_of_some_blocks()
    {
        using var run = new EncoderRun(Width, Height);
        Frame desk = Frames.Of(Width, Height, (_, _) => 0xFFFFFF);
        run.Show(desk);
        desk.Paint(new PixelRect(101, 203, 8, 13), Desk.Writing(3));
        run.Show(desk);
        Assert.Equal(OperationKind.MaskedPalette, Assert.Single(run.Operations).Kind);
        Assert.InRange(run.Bytes, 1, 200);
        run.AssertShows(desk);
    }

    [Fact]
    public void With_little_budget_the_newest_state_is_sent_in_several_pictures()
    {
        using var run = new EncoderRun(Width, Height);
        run.Show(Frames.Of(Width, Height, (x, y) => (uint)HashCode.Combine(x, y)), budget: 20_000);
        Assert.InRange(run.Bytes, 10_000, 40_000);
        Frame newest = Frames.Of(Width, Height, Desk.Writing(7));
        run.Show(newest, budget: 20_000);
        Finish(run, newest, 20_000);
        run.AssertShows(newest);
    }

    [Fact]
    public void A_photograph_stays_as_it_is_and_what_stands_beside_it_gets_exact()
    {
        using var run = new EncoderRun(640, 512);
        Frame desk = Frames.Of(640, 512, Frames.Text);
        desk.Paint(new PixelRect(64, 64, 256, 256), Frames.Photograph);
        run.Show(desk);
        Assert.Contains(run.Operations, operation => operation.Kind == OperationKind.Image);
        run.Rest();
        for (int y = 0; y < 512; y++)
        {
            for (int x = 0; x < 640; x++)
            {
                bool inside = x is >= 64 and < 320 && y is >= 64 and < 320;
                if (!inside) Assert.Equal(desk.Row(x, y, 1)[0], run.Screen[x, y]);
            }
        }
    }

    [Fact]
    public void What_is_excluded_is_left_out_and_sharpened_when_it_no_longer_is()
    {
        using var run = new EncoderRun(Width, Height);
        Frame desk = Frames.Of(Width, Height, Desk.Writing(1));
        run.Show(desk);
        run.Encoder.Excluded = new PixelRect(128, 64, 256, 192);
        desk.Paint(run.Encoder.Excluded, Desk.Writing(2));
        run.Show(desk);
        Assert.Empty(run.Operations);
        run.Encoder.Excluded = default;
        run.Show(desk);
        Assert.Empty(run.Operations);
        run.Rest();
        run.AssertShows(desk);
    }

    private static void Finish(EncoderRun run, Frame desk, int budget)
    {
        for (int i = 0; run.Encoder.HasChanges; i++)
        {
            Assert.True(i < 2000, "The encoder does not come to an end.");
            run.Show(desk, budget);
        }
    }

    private static void Happen(Frame desk, int kind, PixelRect area, int dx, int dy, int seed)
    {
        switch (kind)
        {
            case 0:
                desk.Paint(area, Desk.Writing(seed));
                break;
            case 1:
                desk.Paint(area, (_, _) => (uint)(seed * 7919 + 0x334455));
                break;
            case 2:
                desk.Paint(area, (_, y) => Frames.Rgb(40, y, seed * 9));
                break;
            case 3:
                desk.Paint(area, Frames.Photograph);
                break;
            case 4:
                desk.Paint(area, (x, y) => (uint)HashCode.Combine(x, y, seed));
                break;
            default:
                desk.Move(area, dx, kind == 5 ? 0 : dy);
                break;
        }
    }
}

using CsCheck;
using RemoteAssist.Customer.Host.Capture;
using RemoteAssist.Customer.Host.Encode.Video;
using RemoteAssist.Protocol;

namespace RemoteAssist.Customer.Host.Tests.Video;

public sealed class RegionTests
{
    private const int Width = 1000, Height = 700;
    private const int FramesASecond = 30;

    private static readonly Gen<PixelRect> Place = Gen.Select(Gen.Int[0, 600], Gen.Int[0, 400], Gen.Int[170, 400], Gen.Int[150, 300]).Select(
        (x, y, width, height) => new PixelRect(x, y, width, height));

    [Fact]
    public void A_film_that_has_played_for_a_second_is_found_to_the_pixel() => Gen.Select(Place, Gen.Int[12, 60]).Sample(
        (place, rate) =>
        {
            var detector = new Desk();
            detector.Play(place, TileContent.Photographic, rate, seconds: 1.5);
            Assert.Equal(place, detector.Region);
        });

    [Fact]
    public void What_happened_once_around_a_film_does_not_make_it_larger() => Place.Sample(place =>
    {
        var detector = new Desk();
        detector.Capture(false, (new PixelRect(0, 0, Width, Height), TileContent.Drawn));
        detector.Play(place, TileContent.Photographic, FramesASecond, 0.5);
        detector.Capture(false, (new PixelRect(0, 0, Width, Height), TileContent.Photographic));
        detector.Play(place, TileContent.Photographic, FramesASecond, 1);
        Assert.Equal(place, detector.Region);
    });

    [Fact]
    public void A_film_that_has_rested_for_a_second_is_no_film() => Place.Sample(place =>
    {
        var detector = new Desk();
        detector.Play(place, TileContent.Photographic, FramesASecond, 1.5);
        Assert.Equal(place, detector.Region);
        detector.Rest(1.2);
        Assert.Equal(default, detector.Region);
    });

    [Fact]
    public void A_film_that_stops_for_a_moment_stays_one()
    {
        var place = new PixelRect(100, 90, 320, 180);
        var detector = new Desk();
        detector.Play(place, TileContent.Photographic, FramesASecond, 1.5);
        detector.Rest(0.4);
        detector.Play(place, TileContent.Photographic, FramesASecond, 0.5);
        Assert.Equal(place, detector.Region);
    }

    [Fact]
    public void Text_that_moves_all_the_time_is_never_sent_as_a_film() => Gen.Select(Place, Gen.Int[10, 60]).Sample(
        (place, rate) =>
        {
            var detector = new Desk();
            detector.Play(place, TileContent.Drawn, rate, 3);
            Assert.Equal(default, detector.Region);
        });

    [Fact]
    public void Photographs_that_change_now_and_then_are_no_film() => Gen.Select(Place, Gen.Int[1, 4]).Sample(
        (place, rate) =>
        {
            var detector = new Desk();
            detector.Play(place, TileContent.Photographic, rate, 8);
            Assert.Equal(default, detector.Region);
        });

    [Fact]
    public void Text_that_scrolls_beside_a_film_stays_exact()
    {
        var detector = new Desk();
        var film = new PixelRect(128, 64, 384, 192);
        for (int i = 0; i < 90; i++)
        {
            detector.Capture(false, (film, TileContent.Photographic), (new PixelRect(512, 64, 256, 192), TileContent.Drawn));
        }

        Assert.Equal(film, detector.Region);
    }

    [Fact]
    public void A_film_that_was_moved_is_found_at_its_new_place() => Gen.Select(Place, Place).Sample(
        (first, second) =>
        {
            var detector = new Desk();
            detector.Play(first, TileContent.Photographic, FramesASecond, 2);
            detector.Play(second, TileContent.Photographic, FramesASecond, 8);
            // What is left of the old place may be a margin that nobody minds.
            Assert.True(detector.Region.Contains(second), $"{detector.Region} does not show all of {second}");
            Assert.InRange(detector.Region.Area, second.Area, (second.Width + 32) * (second.Height + 32));
        });

    [Fact]
    public void A_region_where_text_takes_the_place_of_the_film_is_given_up()
    {
        var place = new PixelRect(64, 64, 512, 256);
        var detector = new Desk();
        detector.Play(place, TileContent.Photographic, FramesASecond, 2);
        detector.Play(place, TileContent.Drawn, FramesASecond, 1);
        Assert.Equal(default, detector.Region);
    }

    [Fact]
    public void A_film_is_found_on_a_slow_network_too()
    {
        var place = new PixelRect(64, 64, 512, 256);
        var detector = new Desk();
        // Each picture takes a second and a half: what is seen is only what is there when the network has room again.
        for (int i = 0; i < 4; i++) detector.Capture(true, 1_500_000, (place, TileContent.Photographic));
        Assert.Equal(place, detector.Region);
    }

    [Fact]
    public void A_small_film_is_left_to_the_tiles()
    {
        var detector = new Desk();
        detector.Play(new PixelRect(100, 100, 120, 90), TileContent.Photographic, FramesASecond, 3);
        Assert.Equal(default, detector.Region);
    }

    [Fact]
    public void Small_moving_pictures_all_over_a_page_are_no_film()
    {
        var detector = new Desk();
        for (int i = 0; i < 90; i++)
        {
            detector.Capture(false, [.. Enumerable.Range(0, 7).Select(n => (new PixelRect(n * 130, n * 90, 64, 64), TileContent.Photographic))]);
        }

        Assert.Equal(default, detector.Region);
    }

    [Fact]
    public void A_region_is_always_on_the_screen_and_small_enough_for_the_protocol() =>
        Gen.Select(Gen.Int[1, 4000], Gen.Int[1, 2400], Gen.Select(Gen.Int[0, 4000], Gen.Int[0, 2400], Gen.Int[1, 4000], Gen.Int[1, 2400], Gen.Int[1, 40], Gen.Int[0, 2]).Array[1, 6]).Sample(
            (width, height, plays) =>
            {
                var detector = new Desk(width, height);
                foreach ((int x, int y, int wide, int high, int captures, int content) in plays)
                {
                    PixelRect place = new PixelRect(x, y, wide, high).Intersect(new PixelRect(0, 0, width, height));
                    if (place.IsEmpty) continue;
                    for (int i = 0; i < captures; i++) detector.Capture(content == 1, (place, (TileContent)content));
                    PixelRect region = detector.Region;
                    Assert.Equal(region, region.Intersect(new PixelRect(0, 0, width, height)));
                    Assert.InRange(region.Width, 0, Caps.VideoWidth);
                    Assert.InRange(region.Height, 0, Caps.VideoHeight);
                }
            },
            iter: 200);

    /// <summary>A screen on which rectangles change, capture after capture.</summary>
    private sealed class Desk(int width = Width, int height = Height)
    {
        private readonly VideoRegionDetector _detector = new(width, height);
        private readonly Frame _frame = new(width, height);
        private ulong _now = 1_000_000;

        internal PixelRect Region => _detector.Region;

        internal void Play(PixelRect place, TileContent content, int rate, double seconds)
        {
            for (int i = 0; i < (int)(rate * seconds); i++) Capture(false, 1_000_000 / (ulong)rate, (place, content));
        }

        internal void Rest(double seconds)
        {
            _now += (ulong)(seconds * 1_000_000);
            _detector.Observe(_now, false, []);
        }

        internal void Capture(bool heldBack, params (PixelRect Place, TileContent Content)[] changes) => Capture(heldBack, 1_000_000 / FramesASecond, changes);

        internal void Capture(bool heldBack, ulong after, params (PixelRect Place, TileContent Content)[] changes)
        {
            _now += after;
            var tiles = new List<TileChange>();
            for (int tile = 0; tile < _frame.TileColumns * _frame.TileRows; tile++)
            {
                PixelRect changed = default;
                TileContent content = TileContent.Unknown;
                foreach ((PixelRect place, TileContent what) in changes)
                {
                    PixelRect inside = place.Intersect(_frame.TileBounds(tile));
                    if (inside.IsEmpty) continue;
                    changed = changed.Union(inside);
                    // The encoder takes what is too small for a photograph for a drawing.
                    content = what == TileContent.Photographic && (inside.Width < 8 || inside.Height < 8 || inside.Area < 192) ? TileContent.Drawn : what;
                }

                if (!changed.IsEmpty) tiles.Add(new TileChange(tile, changed, content));
            }

            _detector.Observe(_now, heldBack, [.. tiles]);
        }
    }
}

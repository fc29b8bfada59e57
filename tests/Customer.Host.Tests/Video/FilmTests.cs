using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using RemoteAssist.Customer.Host.Capture;
using RemoteAssist.Customer.Host.Encode.Video;
using RemoteAssist.Customer.Host.Tests.Stand;
using RemoteAssist.Protocol;

namespace RemoteAssist.Customer.Host.Tests.Video;

/// <summary>Films from the screen to a viewer, through the real encoder and the real library.</summary>
public sealed class FilmTests
{
    private const int Width = 800, Height = 520;

    private static readonly PixelRect Place = new(83, 61, 480, 270);

    private static readonly VideoDemand Demand = new(VideoCodecs.Vp9, PictureQuality.Automatic, 1_250_000);

    [Fact]
    public void A_film_that_plays_is_sent_as_video_and_takes_a_small_part_of_what_pictures_take()
    {
        using var film = new Playing();
        film.Play(10);
        int asPictures = film.Run.Bytes;
        film.Play(40);
        Assert.Equal(FrameComparison.ToBlocks(Place, new PixelRect(0, 0, Width, Height)), film.Run.Encoder.Excluded);
        film.Play(10);
        Operation video = Assert.Single(film.Run.Operations);
        Assert.Equal(OperationKind.Video, video.Kind);
        Assert.InRange(film.Run.Bytes, 1, asPictures / 4);
        Assert.Equal(0, film.Run.BrokenFilmFrames);
        Assert.InRange(EncoderTests.SignalToNoise(film.Desk, Place, film.Run.Screen, Place.X, Place.Y), 33, 100);
    }

    [Fact]
    public void What_is_beside_a_film_stays_exact_and_goes_on_as_before()
    {
        using var film = new Playing();
        film.Play(60);
        var text = new PixelRect(600, 20, 150, 480);
        for (int i = 0; i < 20; i++)
        {
            film.Desk.Paint(text, Stand.Desk.Writing(i));
            film.Play(1);
            for (int y = 0; y < Height; y++)
            {
                for (int x = 0; x < Width; x++)
                {
                    if (!film.Run.Encoder.Excluded.Contains(x, y)) Assert.Equal(film.Desk.Row(x, y, 1)[0], film.Run.Screen[x, y]);
                }
            }
        }
    }

    [Fact]
    public void A_film_that_rests_ends_and_its_last_picture_gets_sharp()
    {
        using var film = new Playing();
        film.Play(60);
        film.Pause(1.5);
        Assert.Equal(default, film.Run.Encoder.Excluded);
        film.Run.Rest();
        Assert.InRange(EncoderTests.SignalToNoise(film.Desk, Place, film.Run.Screen, Place.X, Place.Y), 37, 100);
    }

    [Fact]
    public void Text_that_a_film_gives_way_to_gets_exact()
    {
        using var film = new Playing();
        film.Play(60);
        film.Desk.Paint(Place, Stand.Desk.Writing(3));
        film.Run.Show(film.Desk);
        film.Pause(1.5);
        film.Run.Rest();
        film.Run.AssertShows(film.Desk);
    }

    [Fact]
    public void Text_that_moves_where_a_film_played_is_soon_sent_exactly_again()
    {
        using var film = new Playing();
        film.Play(60);
        for (int i = 0; i < 60; i++)
        {
            film.Desk.Paint(Place, Stand.Desk.Writing(i));
            film.Follow();
            film.Run.Show(film.Desk);
        }

        Assert.Equal(default, film.Run.Encoder.Excluded);
        Assert.DoesNotContain(film.Run.Operations, operation => operation.IsInImageSection);
        film.Run.Rest();
        film.Run.AssertShows(film.Desk);
    }

    [Fact]
    public void A_viewer_who_lost_a_frame_gets_a_key_frame_but_not_more_than_two_a_second()
    {
        using var film = new Playing();
        film.Play(60);
        int tile = Place.Y / Tile.Side * ((Width + Tile.Side - 1) / Tile.Side) + Place.X / Tile.Side + 1;
        int keys = 0;
        for (int i = 0; i < 60; i++)
        {
            film.Run.Repair(tile);
            film.Play(1);
            keys += film.Run.Operations.Count(operation => operation.Kind == OperationKind.Video && operation.Video.Flags.HasFlag(VideoFlags.Key));
        }

        Assert.InRange(keys, 3, 5);
        Assert.Equal(0, film.Run.BrokenFilmFrames);
    }

    [Fact]
    public void A_key_frame_is_sent_of_a_film_that_stands_still_as_well()
    {
        using var film = new Playing();
        film.Play(60);
        film.Run.Repair(Place.Y / Tile.Side * ((Width + Tile.Side - 1) / Tile.Side) + Place.X / Tile.Side + 1);
        film.Run.Time.Advance(TimeSpan.FromMilliseconds(300));
        film.Follow();
        Assert.True(film.Run.Encoder.HasChanges);
        film.Run.Show(film.Desk);
        Assert.True(Assert.Single(film.Run.Operations).Video.Flags.HasFlag(VideoFlags.Key));
    }

    [Fact]
    public void A_film_ends_when_a_viewer_comes_who_cannot_decode_it()
    {
        using var film = new Playing();
        film.Play(60);
        Assert.False(film.Run.Encoder.Excluded.IsEmpty);
        film.Demand = Demand with { Codecs = VideoCodecs.H264 | VideoCodecs.Av1 };
        int frames = film.Run.FilmFrames;
        film.Play(20);
        Assert.Equal(default, film.Run.Encoder.Excluded);
        Assert.Equal(frames, film.Run.FilmFrames);
        film.Demand = Demand;
        film.Play(60);
        Assert.False(film.Run.Encoder.Excluded.IsEmpty);
        Assert.Equal(0, film.Run.BrokenFilmFrames);
    }

    [Fact]
    public void Without_the_library_tiles_do_the_job_and_the_log_says_so_once()
    {
        var log = new Lines();
        using var film = new Playing(new VideoSupport(log, ["libvpx.so.0"]));
        film.Play(120);
        Assert.Equal(default, film.Run.Encoder.Excluded);
        Assert.Equal(0, film.Run.FilmFrames);
        Assert.InRange(EncoderTests.SignalToNoise(film.Desk, Place, film.Run.Screen, Place.X, Place.Y), 30, 100);
        Assert.Equal("Films are sent as single pictures, which takes more of the network: libvpx is not installed.", Assert.Single(log.Texts));
    }

    [Fact]
    public void A_film_that_moved_is_followed()
    {
        using var film = new Playing();
        film.Play(60);
        film.Desk.Paint(Place, (_, _) => 0x336699);
        film.Place = Place with { X = 280, Y = 200 };
        film.Play(120);
        Assert.Equal(FrameComparison.ToBlocks(film.Place, new PixelRect(0, 0, Width, Height)), film.Run.Encoder.Excluded);
        Assert.Equal(0, film.Run.BrokenFilmFrames);
        film.Pause(1.5);
        film.Run.Rest();
        Assert.Equal(0x336699u, film.Run.Screen[Place.X + 5, Place.Y + 5]);
    }

    /// <summary>A desktop with text all over and a film in it.</summary>
    private sealed class Playing : IDisposable
    {
        private int _number;

        internal Playing(VideoSupport? support = null)
        {
            Run = new EncoderRun(Width, Height, support ?? new VideoSupport(NullLogger.Instance));
            Desk = Frames.Of(Width, Height, Stand.Desk.Writing(7));
        }

        internal EncoderRun Run { get; }

        internal Frame Desk { get; }

        internal PixelRect Place { get; set; } = FilmTests.Place;

        internal VideoDemand Demand { get; set; } = FilmTests.Demand;

        internal void Play(int frames)
        {
            for (int i = 0; i < frames; i++)
            {
                EncoderTests.Show(Desk, Place, _number++);
                Follow();
                Run.Show(Desk);
            }
        }

        internal void Pause(double seconds)
        {
            for (TimeSpan end = Run.Time.GetUtcNow().TimeOfDay + TimeSpan.FromSeconds(seconds); Run.Time.GetUtcNow().TimeOfDay < end;)
            {
                Run.Time.Advance(TimeSpan.FromMilliseconds(50));
                Follow();
                if (Run.Encoder.HasChanges) Run.Show(Desk);
            }
        }

        internal void Follow() => Run.Encoder.FollowVideo(Demand);

        public void Dispose() => Run.Dispose();
    }

    private sealed class Lines : ILogger
    {
        internal List<string> Texts { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel)) Texts.Add(formatter(state, exception));
        }
    }
}

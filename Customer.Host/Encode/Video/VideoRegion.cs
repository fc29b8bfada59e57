using System.Numerics;
using RemoteAssist.Customer.Host.Capture;
using RemoteAssist.Protocol;

namespace RemoteAssist.Customer.Host.Encode.Video;

/// <summary>
/// The film on one screen, when one plays: is told what the tiles had to send, takes a rectangle over from them when it pays, and gives it back, to be
/// sharpened, when the film rests. For one thread. All times are microseconds of the same clock.
/// </summary>
internal sealed class VideoRegion : IDisposable
{
    /// <summary>A film of 60 frames a second is sent with every second one.</summary>
    private const ulong LeastInterval = 24_000;

    /// <summary>However slow this computer is, a frame does not wait longer.</summary>
    private const ulong MostInterval = 200_000;

    /// <summary>A key frame costs about ten others: whoever asks again and again waits.</summary>
    private const ulong BetweenKeys = 500_000;

    /// <summary>How often a film that stands still is looked at, until it has rested for long enough.</summary>
    private const ulong Tick = 250_000;

    private const ulong BetweenRates = 1_000_000;

    /// <summary>Pixels that one thread encodes in time.</summary>
    private const long LargePicture = 500_000;

    /// <summary>Of the tiles of a film one in so many is looked at in each frame: what it shows may have become text.</summary>
    private const int Sampled = 8;

    private readonly VideoSupport _support;
    private readonly ScreenState _state;
    private readonly TimeProvider _time;
    private readonly VideoRegionDetector _detector;
    private readonly TileChange[] _changes;
    private readonly TilePixels _pixels = new();
    private readonly TileColours _colours = new();
    private VideoStream? _stream;
    private VideoDemand _demand;
    private ulong _observedAt, _wroteAt, _keyAt, _ratedAt, _interval = LeastInterval;
    private int _count, _turn, _kilobits;
    private bool _dirty, _keyWanted;

    internal VideoRegion(VideoSupport support, ScreenState state, TimeProvider time)
    {
        (_support, _state, _time) = (support, state, time);
        _detector = new VideoRegionDetector(state.Wanted.Width, state.Wanted.Height);
        // A tile may be sent twice in a picture; what is beyond the end is told with the next one.
        _changes = new TileChange[state.Changes.Tiles * 2];
    }

    /// <summary>What is the film's: nothing of it is for the tiles. Its edges are those of blocks. Empty when there is none.</summary>
    internal PixelRect Area => _stream?.Region ?? default;

    /// <summary>Whether a frame is to be sent now.</summary>
    internal bool IsReady(ulong now) =>
        _stream is not null && ((_dirty && now >= _wroteAt + _interval) || (_keyWanted && now >= _keyAt + BetweenKeys));

    /// <summary>How long until the film needs a turn though nothing happens on the screen; null when it needs none, or needs it now.</summary>
    internal TimeSpan? Due(ulong now)
    {
        if (_stream is null || IsReady(now)) return null;
        ulong due = _observedAt + Tick;
        if (_dirty) due = Math.Min(due, _wroteAt + _interval);
        if (_keyWanted) due = Math.Min(due, _keyAt + BetweenKeys);
        return TimeSpan.FromMicroseconds(due > now ? due - now : 0);
    }

    /// <summary>Follows what is wanted and what rests; to be called every now and then.</summary>
    internal void Follow(in VideoDemand demand, ulong now)
    {
        _demand = demand;
        if (!_support.MayStart(demand.Codecs)) End();
        else if (_stream is not null && now >= _observedAt + Tick) Observe(now, heldBack: false);
    }

    /// <summary>Blocks of a tile are about to be sent.</summary>
    /// <param name="tile">The tile.</param>
    /// <param name="blocks">Those that changed.</param>
    /// <param name="photographic">Those of them that are photographic.</param>
    internal void Note(int tile, ulong blocks, ulong photographic) =>
        Note(tile, blocks, BitOperations.PopCount(photographic & blocks) * 2 >= BitOperations.PopCount(blocks) ? TileContent.Photographic : TileContent.Drawn);

    /// <summary>Blocks of the film changed.</summary>
    internal void NoteFilm(int tile, ulong blocks)
    {
        _dirty = true;
        Note(tile, blocks, (tile + _turn) % Sampled == 0 ? Look(tile, blocks) : TileContent.Unknown);
    }

    /// <summary>A picture is complete: decides where a film is from now on.</summary>
    /// <param name="now">Now.</param>
    /// <param name="heldBack">Whether the picture had to wait for the network.</param>
    internal void EndPicture(ulong now, bool heldBack)
    {
        if (!_support.MayStart(_demand.Codecs))
        {
            _count = 0;
            return;
        }

        for (int tile = 0; tile < _state.Changes.Tiles; tile++)
        {
            // There was no room for these.
            if (_state.Changes[tile] is not 0 and var blocks) Note(tile, blocks, TileContent.Unknown);
        }

        Observe(now, heldBack);
    }

    /// <summary>The next frame can be decoded without those before it.</summary>
    internal void WantKey() => _keyWanted = true;

    /// <summary>Adds a frame to a picture.</summary>
    /// <param name="pictures">Where to; all else that belongs to the picture is in it already.</param>
    /// <param name="capturedAt">When the screen was captured, not before the last time.</param>
    internal void Write(PictureEncoder pictures, ulong capturedAt)
    {
        if (_stream is null) return;
        bool key = _keyWanted && capturedAt >= _keyAt + BetweenKeys;
        long began = _time.GetTimestamp();
        if (!TrySetRate(capturedAt) || !_stream.TryWrite(_state.Wanted, capturedAt, key, pictures))
        {
            _support.Fail();
            End();
            return;
        }

        // Half of one processor at most.
        _interval = Math.Clamp((ulong)_time.GetElapsedTime(began).TotalMicroseconds * 2, LeastInterval, MostInterval);
        _wroteAt = capturedAt;
        _dirty = false;
        if (!key) return;
        (_keyAt, _keyWanted) = (capturedAt, false);
    }

    /// <summary>The viewers have what is the film's with losses, whatever else was noted.</summary>
    internal void Spoil()
    {
        PixelRect area = Area;
        for (int row = area.Y / Tile.Side; row * Tile.Side < area.Bottom; row++)
        {
            for (int column = area.X / Tile.Side; column * Tile.Side < area.Right; column++)
            {
                int tile = row * _state.Changes.Columns + column;
                ulong blocks = _state.Changes.Touched(tile, area);
                _state.Approximate[tile] |= blocks;
                _state.Blurred[tile] |= blocks;
            }
        }
    }

    public void Dispose() => End();

    private void Note(int tile, ulong blocks, TileContent content)
    {
        if (_count < _changes.Length) _changes[_count++] = new TileChange(tile, _state.Changes.Box(tile, blocks), content);
    }

    private TileContent Look(int tile, ulong blocks)
    {
        if (BitOperations.PopCount(blocks) < PhotographicContent.LeastBlocks) return TileContent.Unknown;
        PixelRect bounds = _state.Wanted.TileBounds(tile);
        _pixels.Read(_state.Wanted, bounds, blocks);
        _colours.Read(_pixels.Pixels);
        ulong photographic = PhotographicContent.Of(_state.Wanted, bounds, blocks, _colours.Count);
        return BitOperations.PopCount(photographic) * 2 >= BitOperations.PopCount(blocks) ? TileContent.Photographic : TileContent.Drawn;
    }

    private void Observe(ulong now, bool heldBack)
    {
        _turn++;
        _observedAt = now;
        _detector.Observe(now, heldBack, _changes.AsSpan(0, _count));
        _count = 0;
        PixelRect region = _detector.Region.IsEmpty ? default : FrameComparison.ToBlocks(_detector.Region, _state.Wanted.Bounds);
        if (region.Width > Caps.VideoWidth || region.Height > Caps.VideoHeight) region = default;
        if (region == Area) return;
        End();
        if (!region.IsEmpty) Start(region, now);
    }

    private void Start(PixelRect region, ulong now)
    {
        _kilobits = VideoRate.Kilobits(region.Area, _demand.Quality, _demand.Uplink);
        int threads = region.Area <= LargePicture ? 1 : Math.Clamp(Environment.ProcessorCount / 2, 1, 4);
        if (_support.TryStart(_demand.Codecs, new VideoSettings(region.Width, region.Height, _kilobits, threads)) is not { } encoder) return;
        _stream = new VideoStream(encoder, region, _support.NextStream);
        // The stream's first frame is a key frame without being asked.
        (_dirty, _keyWanted, _keyAt, _ratedAt) = (true, false, now, now);
        Spoil();
    }

    private void End()
    {
        _stream?.Dispose();
        _stream = null;
    }

    private bool TrySetRate(ulong now)
    {
        if (now < _ratedAt + BetweenRates) return true;
        _ratedAt = now;
        int kilobits = VideoRate.Kilobits(Area.Area, _demand.Quality, _demand.Uplink);
        if (Math.Abs(kilobits - _kilobits) * 8 < _kilobits) return true;
        _kilobits = kilobits;
        return _stream!.TrySetRate(kilobits);
    }
}

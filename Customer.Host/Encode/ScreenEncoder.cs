using RemoteAssist.Customer.Host.Capture;
using RemoteAssist.Customer.Host.Encode.Cache;
using RemoteAssist.Customer.Host.Encode.Motion;
using RemoteAssist.Customer.Host.Encode.Video;
using RemoteAssist.Protocol;

namespace RemoteAssist.Customer.Host.Encode;

/// <summary>
/// Turns the successive states of one screen of one epoch into pictures. Captured pixels go in by <see cref="Take"/>; what differs from what the
/// viewers have goes out by <see cref="SendChanges"/>, always as it is now. For one thread; allocates nothing from picture to picture.
/// </summary>
internal sealed class ScreenEncoder : IDisposable
{
    /// <summary>The quality at which photographs stop.</summary>
    internal const int HighQuality = 80;

    /// <summary>Blocks that go in one small update, whatever they show.</summary>
    private const int LargeChange = 256;

    private readonly PictureEncoder _pictures;
    private readonly TileCache _cache;
    private readonly TimeProvider _time;
    private readonly ScreenState _state;
    private readonly MotionDetector _motion;
    private readonly Refinement _refinement;
    private readonly VideoRegion? _video;
    private readonly TileRecall _recall;
    private readonly ushort _screen;
    private readonly uint _epoch;
    private QualitySettings _settings = QualitySettings.Default;
    private PixelRect _typed;
    private int _resume;

    /// <summary>Makes the encoder of a screen that no viewer has seen.</summary>
    /// <param name="pictures">Writes the operations; one for all screens of a connection.</param>
    /// <param name="cache">What the viewers keep; one for all screens of an epoch.</param>
    /// <param name="time">The clock.</param>
    /// <param name="screen">The screen's id.</param>
    /// <param name="width">Pixels.</param>
    /// <param name="height">Pixels.</param>
    /// <param name="epoch">The epoch.</param>
    /// <param name="video">Makes films; null for none.</param>
    internal ScreenEncoder(PictureEncoder pictures, TileCache cache, TimeProvider time, ushort screen, int width, int height, uint epoch, VideoSupport? video = null)
    {
        _pictures = pictures;
        _cache = cache;
        _time = time;
        _screen = screen;
        _epoch = epoch;
        _state = new ScreenState(width, height);
        _motion = new MotionDetector(_state.Changes, width);
        _refinement = new Refinement(time, _state.Blurred);
        _video = video is null ? null : new VideoRegion(video, _state, time);
        _recall = new TileRecall(cache, _state, _refinement);
        Bounds = new PixelRect(0, 0, width, height);
    }

    /// <summary>The whole screen.</summary>
    internal PixelRect Bounds { get; }

    /// <summary>How sharp the pictures are. When it becomes exact, what is on view is sharpened too.</summary>
    internal QualitySettings Settings
    {
        get => _settings;
        set
        {
            if (value.ExactPhotographs && !_settings.ExactPhotographs) _state.SharpenAll();
            _settings = value;
        }
    }

    /// <summary>
    /// What is shown by other means, such as a video: nothing of it is sent as tiles, copied or kept. Its edges are those of 8 × 8 blocks. Once it is no
    /// longer excluded, it is sharpened when it has rested.
    /// </summary>
    internal PixelRect Excluded
    {
        get => _refinement.Excluded;
        set => _refinement.Excluded = value;
    }

    /// <summary>Whether the next picture had to wait for the network though there was something to send.</summary>
    internal bool HeldBack { get; set; }

    /// <summary>Whether something is to be sent.</summary>
    internal bool HasChanges => !_state.Changes.IsEmpty || _video?.IsReady(_time.Micros()) == true;

    /// <summary>How long until a film needs a turn though nothing happens on the screen; null when none does.</summary>
    internal TimeSpan? VideoDue => _video?.Due(_time.Micros());

    /// <summary>How long until something has rested that is to be sharpened; null when nothing is.</summary>
    internal TimeSpan? RefinementDue => _refinement.Due();

    /// <summary>How many tiles there are.</summary>
    internal int Tiles => _state.Changes.Tiles;

    /// <summary>Whatever was taken counts as changed: the first picture of an epoch.</summary>
    internal void MarkAll() => _state.Changes.SetAll();

    /// <summary>Sends films as these viewers and this network can have them, and gives up one that has rested; to be called every now and then.</summary>
    internal void FollowVideo(in VideoDemand demand)
    {
        if (_video is null) return;
        _video.Follow(demand, _time.Micros());
        Excluded = _video.Area;
    }

    /// <summary>Takes over captured pixels.</summary>
    /// <param name="area">Where they stand on the screen; its edges are those of 8 × 8 blocks or of the screen (<see cref="FrameComparison.ToBlocks"/>).</param>
    /// <param name="pixels">The pixels.</param>
    internal void Take(PixelRect area, PixelView pixels) => FrameComparison.Take(_state.Wanted, _state.Changes, area, pixels);

    /// <summary>Sends what changed.</summary>
    /// <param name="capturedAt">Microseconds of the monotonic clock.</param>
    /// <param name="budget">Bytes that the picture should not pass by much; what is left is still changed afterwards.</param>
    /// <param name="focus">Where the user looks, such as around the pointer: goes first.</param>
    /// <returns>False when nothing was sent.</returns>
    internal bool SendChanges(ulong capturedAt, int budget = int.MaxValue, PixelRect focus = default)
    {
        Begin(capturedAt, UpdateFlags.None, Settings.Photographs);
        SendWhatIsThere();
        if (!Excluded.IsEmpty) LeaveOutAll();
        // The order matters only to what does not arrive at once.
        if (_state.Changes.Count > LargeChange)
        {
            SendTouching(_typed, budget);
            SendTouching(focus, budget);
        }

        SendRest(budget);
        SendVideo(capturedAt);
        return End();
    }

    /// <summary>Sends tiles again, as the viewers should have them, without building on anything that they have.</summary>
    /// <param name="tiles">Their numbers; those that the screen does not have are left out.</param>
    /// <returns>False when nothing was sent.</returns>
    internal bool SendRepair(IReadOnlyList<int> tiles)
    {
        Begin(_time.Micros(), UpdateFlags.Repair, Settings.Photographs);
        for (int i = 0; i < tiles.Count; i++)
        {
            int tile = tiles[i];
            // Nothing exact on top of a photograph: that would build on it.
            if (tile >= Tiles) continue;
            ulong whole = _state.Changes.Whole(tile), excluded = _state.Changes.Touched(tile, Excluded);
            if (excluded != 0) _video?.WantKey();
            if (excluded != whole || _video is null) Send(tile, whole, Losses.WholeTile);
        }

        // The next frame of the film is drawn over what was repaired.
        _video?.Spoil();
        return End();
    }

    /// <summary>Sharpens a little of what has rested.</summary>
    /// <param name="budget">Bytes that the picture should not pass by much.</param>
    /// <returns>False when nothing was sent.</returns>
    internal bool SendRefinement(int budget = 16 * 1024)
    {
        Begin(_time.Micros(), UpdateFlags.None, HighQuality);
        while (_refinement.Next() is >= 0 and var tile)
        {
            ulong blurred = _state.Blurred[tile] & ~_state.Changes.Touched(tile, Excluded);
            bool photograph = !Settings.ExactPhotographs && _state.Approximate[tile] == _state.Changes.Whole(tile);
            ulong lossy = _pictures.Add(tile, blurred, _state.Changes.Whole(tile), photograph ? Losses.Allowed : Losses.None, _state.Approximate[tile]);
            _state.Sent(tile, blurred & ~lossy, exactly: true);
            _state.Sent(tile, lossy, exactly: false);
            if (_pictures.Bytes >= budget) break;
        }

        return End();
    }

    public void Dispose() => _video?.Dispose();

    private void Begin(ulong capturedAt, UpdateFlags flags, int quality)
    {
        _pictures.Quality = quality;
        _pictures.Begin(_state.Wanted, new Picture(_screen, _epoch, capturedAt, flags));
    }

    private bool End()
    {
        int bytes = _pictures.Bytes;
        if (!_pictures.End()) return false;
        _cache.Sent(bytes);
        return true;
    }

    /// <summary>What the viewers keep comes first: it explains most at once. Then what moved.</summary>
    private void SendWhatIsThere()
    {
        _recall.Look(Excluded);
        int changed = _state.Changes.Count;
        ReadOnlySpan<Copy> copies = _motion.Detect(_state, Excluded);
        _recall.Send(_pictures, keep: _state.Changes.Count * 2 >= changed);
        foreach (Copy copy in copies)
        {
            _pictures.Add(copy);
            PixelRect to = copy.Destination;
            for (int row = to.Y / Tile.Side; row * Tile.Side < to.Bottom; row++)
            {
                for (int column = to.X / Tile.Side; column * Tile.Side < to.Right; column++) _refinement.Changed(row * _state.Changes.Columns + column);
            }
        }
    }

    private void SendTouching(PixelRect area, int budget)
    {
        PixelRect inside = area.Intersect(Bounds);
        for (int row = inside.Y / Tile.Side; row * Tile.Side < inside.Bottom; row++)
        {
            for (int column = inside.X / Tile.Side; column * Tile.Side < inside.Right; column++)
            {
                if (_pictures.Bytes < budget) SendTile(row * _state.Changes.Columns + column);
            }
        }
    }

    // Where the last picture had to stop the next one goes on, so that no part of the screen waits for ever.
    private void SendRest(int budget)
    {
        PixelRect sent = default;
        int from = _resume, tiles = Tiles;
        _resume = 0;
        for (int i = 0; i < tiles; i++)
        {
            int tile = from + i < tiles ? from + i : from + i - tiles;
            ulong blocks = _state.Changes[tile];
            if (blocks == 0) continue;
            if (_pictures.Bytes >= budget)
            {
                _resume = tile;
                break;
            }

            sent = sent.Union(_state.Changes.Box(tile, blocks));
            SendTile(tile);
        }

        // A small change is where somebody types.
        if (!sent.IsEmpty && sent.Width <= 2 * Tile.Side && sent.Height <= Tile.Side) _typed = sent;
    }

    private void SendTile(int tile)
    {
        ulong excluded = _state.Changes.Touched(tile, Excluded);
        if (excluded != 0) LeaveOut(tile, excluded);
        ulong blocks = _state.Changes[tile];
        if (blocks != 0) Send(tile, blocks, Losses.Allowed);
    }

    private void LeaveOutAll()
    {
        for (int row = Excluded.Y / Tile.Side; row * Tile.Side < Excluded.Bottom; row++)
        {
            for (int column = Excluded.X / Tile.Side; column * Tile.Side < Excluded.Right; column++)
            {
                int tile = row * _state.Changes.Columns + column;
                LeaveOut(tile, _state.Changes.Touched(tile, Excluded));
            }
        }
    }

    // Drawn over all else that is in the picture.
    private void SendVideo(ulong capturedAt)
    {
        if (_video is null) return;
        if (_video.IsReady(capturedAt))
        {
            _pictures.Flush();
            _video.Write(_pictures, capturedAt);
        }

        _video.EndPicture(capturedAt, HeldBack);
        HeldBack = false;
        Excluded = _video.Area;
    }

    private void LeaveOut(int tile, ulong excluded)
    {
        ulong changed = _state.Changes[tile] & excluded;
        if (changed != 0)
        {
            _refinement.Changed(tile);
            _video?.NoteFilm(tile, changed);
        }

        _state.Sent(tile, changed, exactly: false);
        _state.Approximate[tile] |= excluded;
        _state.Blurred[tile] |= excluded;
    }

    private void Send(int tile, ulong blocks, Losses losses)
    {
        ulong whole = _state.Changes.Whole(tile);
        ulong lossy = _pictures.Add(tile, blocks, whole, losses, _state.Approximate[tile]);
        if (losses == Losses.Allowed) _video?.Note(tile, blocks, lossy);
        _state.Sent(tile, blocks & ~lossy, exactly: true);
        _state.Sent(tile, lossy, exactly: false);
        // A photograph may stay as it is when it is good; what stands beside text or controls is sharpened.
        bool sharpen = Settings.ExactPhotographs || _state.Approximate[tile] != whole || Settings.Photographs < QualitySettings.Good;
        _state.Blurred[tile] = (_state.Blurred[tile] & ~blocks) | (sharpen ? lossy : 0);
        _refinement.Changed(tile);
    }
}

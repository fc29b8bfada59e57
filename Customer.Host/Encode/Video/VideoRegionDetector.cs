using RemoteAssist.Customer.Host.Capture;
using RemoteAssist.Protocol;

namespace RemoteAssist.Customer.Host.Encode.Video;

/// <summary>
/// Decides which rectangle of a screen is to be sent as a film. Entered when photographic content keeps moving in a rectangle for about half a second,
/// left when it rests for a second or shows drawings instead, replaced when what moves grows, moves away or stays smaller. Depends on nothing but what it is told.
/// </summary>
internal sealed class VideoRegionDetector
{
    /// <summary>Steps that a region stays before another can take its place: every change costs a key frame.</summary>
    private const int LeastStay = 15;

    /// <summary>Steps for which what moves must have been smaller than the region.</summary>
    private const int ShrinkAfter = 20;

    /// <summary>Pixels of rest along an edge that nobody minds.</summary>
    private const int Slack = 16;

    private readonly TileActivity _activity;
    private readonly MovingRectangles _rectangles;
    private PixelRect _smaller;
    private int _stayed, _smallerFor;

    internal VideoRegionDetector(int width, int height)
    {
        _activity = new TileActivity(width, height);
        _rectangles = new MovingRectangles(_activity);
    }

    /// <summary>The rectangle to send as a film; empty when there is none. It changes in <see cref="Observe"/> only.</summary>
    internal PixelRect Region { get; private set; }

    /// <summary>Takes note of a capture.</summary>
    /// <param name="now">Microseconds of a clock that never goes back.</param>
    /// <param name="heldBack">Whether the capture waited for the network although there was damage.</param>
    /// <param name="changes">What changed since the last one, a tile at most once, without what was merely moved; empty when time has passed and nothing else.</param>
    internal void Observe(ulong now, bool heldBack, ReadOnlySpan<TileChange> changes)
    {
        int steps = _activity.Note(now, heldBack, changes);
        if (steps == 0) return;
        _stayed += steps;
        PixelRect found = _rectangles.Find(Region, Caps.VideoWidth, Caps.VideoHeight);
        if (Region.IsEmpty) Change(found);
        else if (!IsAlive()) Change(found.Intersect(Region).IsEmpty ? found : default);
        else if (!found.IsEmpty) Follow(found, steps);
    }

    private void Follow(PixelRect found, int steps)
    {
        if (!Region.Contains(found))
        {
            _smallerFor = 0;
            if (_stayed >= LeastStay) Change(found);
            return;
        }

        _smaller = _smallerFor == 0 ? found : _smaller.Union(found);
        _smallerFor = IsSmaller(_smaller) ? _smallerFor + steps : 0;
        if (_smallerFor >= ShrinkAfter) Change(_smaller);
    }

    private bool IsSmaller(PixelRect other) =>
        other.X - Region.X > Slack || other.Y - Region.Y > Slack || Region.Right - other.Right > Slack || Region.Bottom - other.Bottom > Slack;

    private void Change(PixelRect region)
    {
        if (region == Region) return;
        Region = region;
        (_stayed, _smallerFor) = (0, 0);
    }

    // Whether a good part of it still moves, and a good part of that is no drawing.
    private bool IsAlive()
    {
        int tiles = 0, living = 0, photographic = 0;
        for (int row = Region.Y / Tile.Side; row <= (Region.Bottom - 1) / Tile.Side; row++)
        {
            for (int column = Region.X / Tile.Side; column <= (Region.Right - 1) / Tile.Side; column++)
            {
                int tile = row * _activity.Columns + column;
                tiles++;
                if (!_activity.Lives(tile)) continue;
                living++;
                if (_activity.IsPhotographic(tile)) photographic++;
            }
        }

        return living * 6 >= tiles && photographic * 3 >= living;
    }
}

using RemoteAssist.Gateway.Sockets;
using RemoteAssist.Protocol;

namespace RemoteAssist.Gateway.Relay;

/// <summary>
/// What a relay asks its host for again, of one screen: one request for all who need it, the first at once, then no more than one every
/// <see cref="Interval"/>. What is on its way is not asked for twice; what does not come is asked for again a few times.
/// </summary>
internal sealed class RepairPlan(TimeProvider time)
{
    /// <summary>The least time between two requests.</summary>
    internal static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private const int MostTries = 4;
    private static readonly long FirstPatience = TimeSpan.FromSeconds(2).Micros();

    private TileSet? _wanted;
    private TileSet? _outstanding;
    private bool _wantsAll;
    private int _tries;
    private long _sentAt = long.MinValue / 2;
    private long _waitingSince;

    /// <summary>A new layout: a whole picture follows it by itself.</summary>
    internal void Begin(int width, int height)
    {
        _wanted = new TileSet(width, height);
        _outstanding = new TileSet(width, height);
        _outstanding.AddAll();
        _waitingSince = time.Monotonic();
        _wantsAll = false;
        _tries = 0;
    }

    internal void WantAll()
    {
        _wantsAll = true;
        _tries = 0;
    }

    /// <summary>Whether a tile is asked for, or will be with the next request.</summary>
    internal bool Awaits(int tile) => _wantsAll || _outstanding?.Contains(tile) == true || _wanted?.Contains(tile) == true;

    internal void Want(ReadOnlySpan<ushort> tiles)
    {
        foreach (ushort tile in tiles)
        {
            if (_wanted is null || Awaits(tile)) continue;
            _wanted.Add(tile);
            _tries = 0;
        }
    }

    /// <summary>An update came: the tiles that it paints whole are repaired.</summary>
    internal void Came(in Update update)
    {
        if (_outstanding is not { Count: > 0 and var before }) return;
        foreach (Operation operation in update)
        {
            // A reference is of use only to who has the slot.
            if (operation.IsSelfContained && operation.Kind != OperationKind.Skip) _outstanding.RemoveCovered(operation);
        }

        // The rest may be behind it on a slow road.
        if (_outstanding.Count < before) _waitingSince = time.Monotonic();
        // A host that sends something lives: what it still owes is worth asking for.
        if (_tries == MostTries) _tries--;
    }

    /// <summary>Wants again what was asked for long ago and never came.</summary>
    internal void Tick()
    {
        if (_outstanding is not { Count: > 0 } || _tries >= MostTries || time.Monotonic() - _waitingSince < FirstPatience << _tries) return;
        _tries++;
        foreach (ushort tile in _outstanding.ToArray()) _wanted!.Add(tile);
    }

    /// <summary>How long to wait until the next request may go, when there is one to send; null when there is none.</summary>
    internal TimeSpan? Due()
    {
        if (!_wantsAll && _wanted is not { Count: > 0 }) return null;
        long wait = Interval.Micros() - (time.Monotonic() - _sentAt);
        return wait <= 0 ? TimeSpan.Zero : TimeSpan.FromMicroseconds(wait);
    }

    /// <summary>The request to send now: the tiles' numbers, none of them for all of the screen.</summary>
    internal ushort[] Take()
    {
        _sentAt = _waitingSince = time.Monotonic();
        bool all = _wantsAll || _wanted is null || _wanted.Count > Caps.RepairTiles;
        ushort[] tiles = all ? [] : _wanted!.ToArray();
        _wantsAll = false;
        _wanted?.Clear();
        if (all) _outstanding?.AddAll();
        else foreach (ushort tile in tiles) _outstanding!.Add(tile);
        return tiles;
    }
}

namespace RemoteAssist.Customer.Host.Encode.Cache;

/// <summary>
/// Which tiles the viewers were told to keep, by the hash of their content; the one that was not used for longest gives its slot to the next.
/// Storing costs bytes and may never be of use, so it is paid from a credit: some of it comes with every byte that is sent, most from references.
/// </summary>
internal sealed class TileCache
{
    /// <summary>One byte in so many of all that is sent may go into storing.</summary>
    internal const int Share = 32;

    /// <summary>The most credit: what is saved in an hour is not spent in a second.</summary>
    internal const int MostCredit = 64 * 1024;

    private const int FirstCredit = 8 * 1024;
    private const int None = -1;

    private readonly Dictionary<ulong, int> _slots;
    private readonly ulong[] _hashes;

    // A ring of all slots in the order of their last use; None stands for the ring's own knot.
    private readonly int[] _older, _newer;
    private readonly int[] _usedBy;
    private int _oldest = None, _newest = None, _used;
    private int _credit, _picture;

    /// <summary>Makes an empty cache.</summary>
    /// <param name="slots">How many tiles it holds.</param>
    internal TileCache(int slots)
    {
        _slots = new Dictionary<ulong, int>(slots);
        _hashes = new ulong[slots];
        (_older, _newer, _usedBy) = (new int[slots], new int[slots], new int[slots]);
        Clear();
    }

    /// <summary>The viewers have forgotten everything.</summary>
    internal void Clear()
    {
        _slots.Clear();
        (_oldest, _newest, _used, _credit) = (None, None, 0, FirstCredit);
    }

    /// <summary>Whether nothing is kept.</summary>
    internal bool IsEmpty => _used == 0;

    /// <summary>Another picture begins: what is used in it stays until it ends.</summary>
    internal void BeginPicture() => _picture++;

    /// <summary>Bytes were sent.</summary>
    internal void Sent(int bytes) => _credit = Math.Min(MostCredit, _credit + bytes / Share);

    /// <summary>A reference was sent in place of so many bytes.</summary>
    internal void Saved(int bytes) => _credit = Math.Min(MostCredit, _credit + bytes);

    /// <summary>Looks for a tile.</summary>
    internal bool TryFind(ulong hash, out int slot)
    {
        if (!_slots.TryGetValue(hash, out slot)) return false;
        Unlink(slot);
        Link(slot);
        return true;
    }

    /// <summary>Takes a slot for a tile.</summary>
    /// <param name="hash">Its hash.</param>
    /// <param name="cost">Bytes of the operation.</param>
    /// <param name="slot">The slot.</param>
    /// <returns>False when it is in the cache already, or there is no credit for it.</returns>
    internal bool TryStore(ulong hash, int cost, out int slot)
    {
        slot = None;
        bool isFull = _used == _hashes.Length;
        if (_credit < cost || _slots.ContainsKey(hash) || (isFull && _usedBy[_oldest] == _picture)) return false;
        _credit -= cost;
        if (!isFull)
        {
            slot = _used++;
        }
        else
        {
            slot = _oldest;
            _slots.Remove(_hashes[slot]);
            Unlink(slot);
        }

        _hashes[slot] = hash;
        _slots.Add(hash, slot);
        Link(slot);
        return true;
    }

    private void Link(int slot)
    {
        _usedBy[slot] = _picture;
        (_older[slot], _newer[slot]) = (_newest, None);
        if (_newest == None) _oldest = slot;
        else _newer[_newest] = slot;
        _newest = slot;
    }

    private void Unlink(int slot)
    {
        if (_older[slot] == None) _oldest = _newer[slot];
        else _newer[_older[slot]] = _newer[slot];
        if (_newer[slot] == None) _newest = _older[slot];
        else _older[_newer[slot]] = _older[slot];
    }
}

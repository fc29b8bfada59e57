using RemoteAssist.Protocol;

namespace RemoteAssist.Gateway.Relay;

/// <summary>Which pictures of tiles one viewer was told to keep in this epoch: the hash a slot.</summary>
internal sealed class ViewerSlots
{
    // A hash has 48 bits: the bit above says that the slot is in use. Most sessions use none, so nothing is there before the first.
    private const ulong Used = 1UL << Operation.HashBits;

    private ulong[]? _hashes;

    internal bool Has(in Operation operation) => _hashes?[operation.Slot] == (operation.Hash | Used);

    internal void Store(in Operation operation) => (_hashes ??= new ulong[Caps.CacheSlots])[operation.Slot] = operation.Hash | Used;

    /// <summary>Forgets what is in a slot: nobody knows any more.</summary>
    internal void Forget(int slot)
    {
        if (_hashes is not null) _hashes[slot] = 0;
    }

    internal void Clear() => _hashes = null;
}

using RemoteAssist.Protocol;

namespace RemoteAssist.Gateway.Relay;

/// <summary>
/// What this process keeps of a screen for who comes late or lags: for every tile the updates from the last one that painted it whole on, as
/// long as they draw it from nothing but their own data. Whole updates are kept, since a tile's part cannot be cut out of an update's zstd
/// frame without decompressing it; several tiles share them.
/// </summary>
/// <remarks>
/// A tile that something was copied into, or that shows video, has no chain: what it shows hangs on other tiles, and replaying all they ever
/// got costs more than the host's answer to a repair, which starts the chain anew. So does a chain that grew long.
/// </remarks>
internal sealed class TileChains
{
    /// <summary>The most updates of one tile's chain.</summary>
    internal const int Longest = 16;

    private readonly List<RelayedUpdate>?[] _chains;
    private readonly TileSet _touched;
    private readonly TileSet _rest;

    internal TileChains(int width, int height)
    {
        _touched = new TileSet(width, height);
        _rest = new TileSet(width, height);
        _chains = new List<RelayedUpdate>?[_touched.Total];
    }

    /// <summary>The tile's updates, oldest first; empty when it can only be had from the host.</summary>
    internal IReadOnlyList<RelayedUpdate> this[int tile] => _chains[tile] ?? (IReadOnlyList<RelayedUpdate>)[];

    internal bool Has(int tile) => _chains[tile] is { Count: > 0 };

    /// <summary>Notes what an update draws.</summary>
    internal void Apply(RelayedUpdate from, in Update update)
    {
        foreach (Operation operation in update)
        {
            switch (operation.Kind)
            {
                case OperationKind.MaskedPalette or OperationKind.MaskedRaw:
                    Continue(operation.Tile, from);
                    break;
                case OperationKind.Palette or OperationKind.Raw or OperationKind.Reference:
                    Begin(operation.Tile, from);
                    break;
                case OperationKind.Solid or OperationKind.Image:
                    Paint(operation, from);
                    break;
                case OperationKind.Copy or OperationKind.Video:
                    _touched.Clear();
                    _touched.AddTouched(operation);
                    foreach (ushort tile in _touched.ToArray()) Cut(tile);
                    break;
            }
        }
    }

    /// <summary>Drops the oldest update, and with it the chains that need it.</summary>
    /// <returns>False when there is nothing to drop.</returns>
    internal bool DropOldest()
    {
        long oldest = long.MaxValue;
        foreach (List<RelayedUpdate>? chain in _chains)
        {
            if (chain is [var first, ..]) oldest = Math.Min(oldest, first.Order);
        }

        for (int tile = 0; tile < _chains.Length; tile++)
        {
            // Chains are in order: whoever has the oldest has it first.
            if (_chains[tile] is [var first, ..] && first.Order == oldest) Cut(tile);
        }

        return oldest != long.MaxValue;
    }

    internal void Clear()
    {
        for (int tile = 0; tile < _chains.Length; tile++) Cut(tile);
    }

    private void Paint(in Operation operation, RelayedUpdate from)
    {
        _touched.Clear();
        _touched.AddTouched(operation);
        _rest.Clear();
        _rest.AddTouched(operation);
        _rest.RemoveCovered(operation);
        foreach (ushort tile in _touched.ToArray())
        {
            if (_rest.Contains(tile)) Continue(tile, from);
            else Begin(tile, from);
        }
    }

    private void Begin(int tile, RelayedUpdate from)
    {
        Cut(tile);
        from.Keep();
        (_chains[tile] ??= new List<RelayedUpdate>(1)).Add(from);
    }

    private void Continue(int tile, RelayedUpdate from)
    {
        if (_chains[tile] is not { Count: > 0 } chain || chain[^1] == from) return;
        if (chain.Count == Longest)
        {
            Cut(tile);
            return;
        }

        from.Keep();
        chain.Add(from);
    }

    private void Cut(int tile)
    {
        if (_chains[tile] is not { Count: > 0 } chain) return;
        foreach (RelayedUpdate update in chain) update.Drop();
        chain.Clear();
    }
}

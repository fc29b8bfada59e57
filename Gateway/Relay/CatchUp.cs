using RemoteAssist.Protocol;

namespace RemoteAssist.Gateway.Relay;

/// <summary>
/// Makes updates for a viewer that lacks tiles out of the chains that are kept of them, so that the host need not send them again. A tile is
/// drawn by its whole chain, in order, and nothing else is drawn but what is drawn over again: no tile ever shows something older than before.
/// </summary>
/// <param name="relay">The screen.</param>
/// <param name="screen">What the viewer has of it.</param>
/// <param name="slots">What the viewer keeps.</param>
/// <param name="current">What the host's slots hold: an older Store would take the newer one's place.</param>
internal sealed class CatchUp(ScreenRelay relay, ViewerScreen screen, ViewerSlots slots, ViewerSlots current)
{
    // A kept update that brings few of the tiles may cost the viewer more than the host's answer to a repair, but not more than so many times as
    // much: the host's road serves everybody, the viewer's only itself.
    private const int WorthRepairs = 4;

    // The same for an update that does not fit into the viewer's window: it would hold up all that is newer.
    private const double WorthWaiting = 1.5;

    // Below this an update is sent without counting.
    private const int SmallUpdate = 4 * 1024;

    private readonly TileSet _chosen = new(screen.Width, screen.Height);
    private readonly TileSet _some = new(screen.Width, screen.Height);
    private readonly HashSet<RelayedUpdate> _updates = [];
    private readonly UpdateCut _cut = new();
    private int _bytes;

    /// <summary>The updates, and with them a note on what the viewer will have.</summary>
    /// <param name="most">About how many bytes; at least one tile comes, when there is one.</param>
    internal List<byte[]> Make(int most)
    {
        Choose(most);
        foreach (ushort tile in _chosen.ToArray()) screen.Missing.Add(tile);
        List<byte[]> made = [];
        foreach (RelayedUpdate kept in _updates.OrderBy(update => update.Order))
        {
            if (!kept.TryRead(screen.Width, screen.Height, out Update update)) continue;
            _cut.Begin();
            foreach (Operation operation in update) Cut(kept, operation);
            if (_cut.IsEmpty) continue;
            if (_cut.End(update, UpdateFlags.Repair) is { } message) made.Add(message);
            else screen.Miss(update);
        }

        if (made.Count > 0) made[^1][1] |= (byte)UpdateFlags.PictureEnd;
        return made;
    }

    private void Choose(int most)
    {
        ushort[] missing = screen.Missing.ToArray();
        var helped = new Dictionary<RelayedUpdate, int>();
        foreach (ushort tile in missing)
        {
            foreach (RelayedUpdate update in relay.Chains[tile]) helped[update] = helped.GetValueOrDefault(update) + 1;
        }

        int start = Math.Max(0, Array.FindIndex(missing, tile => tile >= screen.Turn));
        for (int i = 0; i < missing.Length; i++)
        {
            ushort tile = missing[(start + i) % missing.Length];
            if (!relay.Chains.Has(tile) || !relay.Chains[tile].All(update => IsWorthwhile(update.Bytes.Length, helped[update], most))) continue;
            screen.Turn = tile;
            if (_bytes >= most) return;
            Choose(tile);
        }
    }

    private bool IsWorthwhile(int length, int tiles, int most) =>
        length <= SmallUpdate || length <= (length > most ? WorthWaiting : WorthRepairs) * tiles * relay.BytesPerTile;

    // With a tile come those that the same pictures paint: they are drawn over, so they must be drawn anew from there on.
    private void Choose(ushort first)
    {
        var todo = new Stack<ushort>([first]);
        while (todo.TryPop(out ushort tile))
        {
            if (_chosen.Contains(tile)) continue;
            _chosen.Add(tile);
            foreach (RelayedUpdate kept in relay.Chains[tile])
            {
                if (_updates.Add(kept)) _bytes += kept.Bytes.Length;
                if (!kept.TryRead(screen.Width, screen.Height, out Update update)) continue;
                foreach (Operation operation in update)
                {
                    if (operation.Kind != OperationKind.Image || !Touched(operation).Contains(tile) || !IsDrawable()) continue;
                    foreach (ushort other in _some.ToArray()) todo.Push(other);
                }
            }
        }
    }

    private void Cut(RelayedUpdate kept, in Operation operation)
    {
        switch (operation.Kind)
        {
            case OperationKind.Solid:
                CutSolid(kept, operation);
                return;
            case OperationKind.Image:
                Touched(operation);
                KeepOrLeave(operation, IsDrawable() && _some.ToArray().Any(tile => IsIn(kept, tile)));
                return;
            case OperationKind.Store:
                // Before the chain's first painting the tile is not what was stored.
                KeepOrLeave(operation, IsIn(kept, operation.Tile) && relay.Chains[operation.Tile][0] != kept && current.Has(operation));
                return;
            default:
                KeepOrLeave(operation, operation.NamesTile && IsIn(kept, operation.Tile));
                return;
        }
    }

    // A fill needs no data: only the tiles in question are filled, those beside each other at once.
    private void CutSolid(RelayedUpdate kept, in Operation operation)
    {
        const int Side = Operation.TileSide;
        int right = operation.X + operation.Width, bottom = operation.Y + operation.Height;
        for (int y = operation.Y; y < bottom; y = (y / Side + 1) * Side)
        {
            int height = Math.Min(bottom, (y / Side + 1) * Side) - y, from = -1;
            for (int x = operation.X; ; x = (x / Side + 1) * Side)
            {
                bool wanted = x < right && IsIn(kept, screen.Missing.At(x, y));
                if (wanted && from < 0) from = x;
                if (!wanted && from >= 0)
                {
                    KeepOrLeave(Operation.Solid(from, y, Math.Min(x, right) - from, height, operation.Colour), keep: true);
                    from = -1;
                }

                if (x >= right) break;
            }
        }
    }

    private void KeepOrLeave(in Operation operation, bool keep)
    {
        if (keep && screen.Admit(operation, slots, VideoCodecs.None)) _cut.Keep(operation);
        else _cut.Leave(operation);
    }

    private bool IsIn(RelayedUpdate kept, int tile) => _chosen.Contains(tile) && relay.Chains[tile].Contains(kept);

    private TileSet Touched(in Operation operation)
    {
        _some.Clear();
        _some.AddTouched(operation);
        return _some;
    }

    private bool IsDrawable() => _some.ToArray().All(tile => relay.Chains.Has(tile));
}

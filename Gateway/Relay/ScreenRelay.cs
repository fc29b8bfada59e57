using RemoteAssist.Protocol;
using RemoteAssist.Protocol.Control;

namespace RemoteAssist.Gateway.Relay;

/// <summary>One screen of the current epoch that viewers here look at: what is kept of it, and what the host is asked for again.</summary>
internal sealed class ScreenRelay
{
    private double _bytesPerTile = 1500;

    internal ScreenRelay(Screen screen, TimeProvider time)
    {
        (Width, Height) = (screen.Width, screen.Height);
        Chains = new TileChains(Width, Height);
        Plan = new RepairPlan(time);
        Plan.Begin(Width, Height);
    }

    internal int Width { get; }

    internal int Height { get; }

    internal TileChains Chains { get; }

    internal RepairPlan Plan { get; }

    /// <summary>What a repaired tile costs, in bytes, from the repairs that came.</summary>
    internal int BytesPerTile => (int)_bytesPerTile;

    /// <summary>Notes an update of this screen.</summary>
    internal void Came(RelayedUpdate from, in Update update)
    {
        Chains.Apply(from, update);
        Plan.Came(update);
        if (!update.Flags.HasFlag(UpdateFlags.Repair)) return;
        int tiles = 0;
        foreach (Operation operation in update) tiles += Math.Max(1, operation.Width * operation.Height / (Operation.TileSide * Operation.TileSide));
        if (tiles > 0) _bytesPerTile += (from.Bytes.Length / (double)tiles - _bytesPerTile) / 8;
    }

    /// <summary>Notes that updates were lost: what is kept may no longer follow on itself.</summary>
    internal void Lost()
    {
        Chains.Clear();
        Plan.WantAll();
    }
}

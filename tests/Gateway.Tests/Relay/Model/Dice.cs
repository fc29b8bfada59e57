namespace RemoteAssist.Gateway.Tests.Relay.Model;

/// <summary>Numbers that follow from a seed, so that a failing sequence fails again.</summary>
internal sealed class Dice(ulong seed)
{
    private ulong _state = seed * 2 + 1;

    /// <summary>From 0 on, below <paramref name="sides"/>.</summary>
    internal int Roll(int sides)
    {
        _state ^= _state << 13;
        _state ^= _state >> 7;
        _state ^= _state << 17;
        return (int)(_state >> 33) % sides;
    }

    internal bool OneIn(int sides) => Roll(sides) == 0;

    internal void Fill(Span<byte> bytes)
    {
        for (int i = 0; i < bytes.Length; i++) bytes[i] = (byte)Roll(256);
    }
}

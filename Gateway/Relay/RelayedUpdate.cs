using RemoteAssist.Protocol;

namespace RemoteAssist.Gateway.Relay;

/// <summary>
/// An update that somebody keeps: the cache, viewers' queues, or both, all sharing the one array. Its bytes count once in the session's
/// <see cref="RelayBudget"/>, from the first who keeps it to the last who drops it.
/// </summary>
/// <param name="bytes">The whole message.</param>
/// <param name="isPlain">Whether it holds nothing that some viewers can use and others cannot: no Store, Reference or Video.</param>
/// <param name="order">Its place among all that this relay got: seq starts anew with another host program, this does not.</param>
/// <param name="budget">Where its bytes count.</param>
internal sealed class RelayedUpdate(byte[] bytes, bool isPlain, long order, RelayBudget budget)
{
    private int _keepers;

    internal byte[] Bytes => bytes;

    internal bool IsPlain => isPlain;

    internal long Order => order;

    internal RelayBudget Budget => budget;

    internal void Keep()
    {
        if (Interlocked.Increment(ref _keepers) == 1) budget.Add(bytes.Length);
    }

    internal void Drop()
    {
        if (Interlocked.Decrement(ref _keepers) == 0) budget.Add(-bytes.Length);
    }

    /// <summary>Reads it as an update of a screen of this size. It was checked when it came, so it fails only for another screen's size.</summary>
    internal bool TryRead(int width, int height, out Update update) => Update.TryRead(bytes, width, height, out update) == ProtocolError.None;
}

/// <summary>The bytes of updates that a session holds in this process, each counted once however many keep it.</summary>
internal sealed class RelayBudget
{
    private long _bytes;

    /// <summary>Bytes held now.</summary>
    internal long Bytes => Interlocked.Read(ref _bytes);

    internal void Add(int bytes) => Interlocked.Add(ref _bytes, bytes);
}

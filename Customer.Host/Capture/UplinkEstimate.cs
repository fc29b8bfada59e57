namespace RemoteAssist.Customer.Host.Capture;

/// <summary>
/// What the way to the gateway carries, from how long pictures took until they were acknowledged. A picture that did not fill the way can only show
/// that it carries more than was thought, never less.
/// </summary>
internal sealed class UplinkEstimate
{
    /// <summary>Assumed at first, in bytes per second: ten megabits.</summary>
    internal const long First = 1_250_000;

    /// <summary>The least that is believed, in bytes per second.</summary>
    internal const long Lowest = 8 * 1024;

    /// <summary>The most that is of use, in bytes per second.</summary>
    internal const long Highest = 1_000_000_000;

    private static readonly TimeSpan FirstRoundTrip = TimeSpan.FromMilliseconds(50);

    /// <summary>Times under this are the machine's own: they say nothing about the connection.</summary>
    private static readonly TimeSpan Noise = TimeSpan.FromMilliseconds(5);

    private bool _known;

    /// <summary>Bytes per second.</summary>
    internal long BytesPerSecond { get; private set; } = First;

    /// <summary>How long the smallest message takes, there and back.</summary>
    internal TimeSpan RoundTrip { get; private set; } = FirstRoundTrip;

    /// <summary>Another connection.</summary>
    internal void Reset() => (BytesPerSecond, RoundTrip, _known) = (First, FirstRoundTrip, false);

    /// <summary>A picture arrived.</summary>
    /// <param name="took">From when it was sent until its acknowledgement came.</param>
    /// <param name="bytes">All bytes that arrived in that time.</param>
    /// <param name="behind">Whether others were on their way when it was sent.</param>
    /// <param name="full">Whether as much was on its way as the connection was thought to carry.</param>
    internal void Measured(TimeSpan took, long bytes, bool behind, bool full)
    {
        if (!_known || took < RoundTrip) RoundTrip = took;
        // Ways change: what was the shortest once is forgotten slowly.
        else RoundTrip += (took - RoundTrip) * 0.002;
        _known = true;
        TimeSpan transfer = behind ? took : took - RoundTrip;
        if (transfer < Noise || transfer < RoundTrip / 4)
        {
            // The time was that of the way, not of the bytes: there is more room than was used.
            if (full) BytesPerSecond = Math.Min(Highest, BytesPerSecond * 3 / 2);
            return;
        }

        long rate = Math.Clamp((long)(bytes / transfer.TotalSeconds), Lowest, Highest);
        if (rate > BytesPerSecond) BytesPerSecond += (rate - BytesPerSecond) / 2;
        else if (full) BytesPerSecond += (rate - BytesPerSecond) * 3 / 10;
    }
}

namespace RemoteAssist.Grains.Pins;

/// <summary>
/// How long a PIN must be, so that one guess hits a live PIN of the tenant with a chance of at most one in a million, whatever length the
/// guesser chooses: of PINs with n digits at most 10^(n-6) are live. Pure.
/// </summary>
internal static class PinDensity
{
    /// <summary>The fewest digits.</summary>
    internal const int Shortest = 6;

    /// <summary>The most digits: with them a tenant has room for more than a million live sessions.</summary>
    internal const int Longest = 12;

    /// <summary>How many PINs of a length may be live in a tenant.</summary>
    internal static int Most(int length)
    {
        int most = 1;
        for (int digits = Shortest; digits < length; digits++) most *= 10;
        return most;
    }

    /// <summary>The least length from <paramref name="least"/> on that has room for one more, or 0 when none has.</summary>
    /// <param name="least">What the tenant wants at least.</param>
    /// <param name="live">How many PINs of a length are live.</param>
    internal static int LengthFor(int least, Func<int, int> live)
    {
        for (int length = Math.Clamp(least, Shortest, Longest); length <= Longest; length++)
        {
            if (live(length) < Most(length)) return length;
        }

        return 0;
    }
}

namespace RemoteAssist.Grains.Pins;

/// <summary>How many PINs may be tried.</summary>
public sealed record PinLimits
{
    /// <summary>Wrong PINs of one address (one /64 network with IPv6) before it is locked; one comes back every <see cref="AddressRefill"/>. Default: 10.</summary>
    public int AttemptsPerAddress { get; init; } = 10;

    /// <summary>
    /// PINs that all the world may try in one tenant in a day before typed PINs need an agent's approval. Default: 500, which with the
    /// density of <see cref="PinDensity"/> makes the chance of a stranger's getting in one in 2,000 a day.
    /// </summary>
    public int AttemptsPerTenant { get; init; } = 500;

    /// <summary>The time in which one attempt of an address comes back.</summary>
    internal static readonly TimeSpan AddressRefill = TimeSpan.FromMinutes(6);

    /// <summary>When the first refusals are answered, counted from the request: longer than any work takes, so that all take alike.</summary>
    internal static readonly TimeSpan FirstAnswer = TimeSpan.FromMilliseconds(250);

    /// <summary>When the last ones are.</summary>
    internal static readonly TimeSpan LastAnswer = TimeSpan.FromSeconds(4);

    internal AttemptRate Address => new(AttemptsPerAddress, AddressRefill, Math.Max(1, AttemptsPerAddress * 3 / 10));

    /// <summary>Half at once and half over the day: together never more than the day's number.</summary>
    internal AttemptRate Tenant
    {
        get
        {
            int half = Math.Max(1, AttemptsPerTenant / 2);
            return new AttemptRate(half, TimeSpan.FromDays(1) / half, Math.Max(1, half / 5));
        }
    }

    /// <summary>
    /// When a refusal is answered, by how many attempts its address has used. The first three in ten are not slowed, because people mistype;
    /// each one after them doubles it.
    /// </summary>
    internal TimeSpan AnswerAfter(double used)
    {
        double steps = Math.Clamp(Math.Ceiling(used) - AttemptsPerAddress * 3 / 10, 0, 10);
        TimeSpan after = FirstAnswer * Math.Pow(2, steps);
        return after < LastAnswer ? after : LastAnswer;
    }
}

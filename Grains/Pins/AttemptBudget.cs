namespace RemoteAssist.Grains.Pins;

/// <summary>How many attempts there are and how they come back.</summary>
/// <param name="Most">Attempts after a long rest.</param>
/// <param name="Refill">The time in which one attempt comes back.</param>
/// <param name="Reopen">Once all were used: how many must have come back before there are any again.</param>
internal readonly record struct AttemptRate(int Most, TimeSpan Refill, int Reopen);

/// <summary>
/// Attempts as a bucket that each one takes from and that time fills again. Once empty it is shut until some have come back, so that
/// somebody who goes on trying does not get each one as it comes. Pure.
/// </summary>
[GenerateSerializer, Immutable, Alias("attempt-budget/1")]
internal readonly record struct AttemptBudget([property: Id(0)] double Used, [property: Id(1)] DateTimeOffset At, [property: Id(2)] bool Shut)
{
    /// <summary>The budget at a later time. A clock that was put back gives nothing back.</summary>
    internal AttemptBudget After(DateTimeOffset now, AttemptRate rate)
    {
        TimeSpan rest = now > At ? now - At : TimeSpan.Zero;
        double used = Math.Max(0, Used - rest / rate.Refill);
        return new AttemptBudget(used, now > At ? now : At, Shut && rate.Most - used < rate.Reopen);
    }

    /// <summary>Uses one attempt, also when there is none: who goes on trying keeps it shut.</summary>
    internal AttemptBudget Press(DateTimeOffset now, AttemptRate rate)
    {
        AttemptBudget next = After(now, rate);
        double used = Math.Min(rate.Most, next.Used + 1);
        return next with { Used = used, Shut = next.Shut || next.Used + 1 > rate.Most };
    }

    /// <summary>Gives an attempt back that turned out to be none. It does not open what is shut.</summary>
    internal AttemptBudget GiveBack() => this with { Used = Math.Max(0, Used - 1) };
}

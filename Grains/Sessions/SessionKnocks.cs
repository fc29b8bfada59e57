using RemoteAssist.Grains.Interfaces.Sessions;

namespace RemoteAssist.Grains.Sessions;

/// <summary>Devices that know the PIN and wait for an agent to let them in. Pure.</summary>
internal static class SessionKnocks
{
    /// <summary>How long a device waits for an agent's answer.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>How many wait at one time; to more the PIN does not work.</summary>
    internal const int Most = 4;

    /// <summary>The lowest check number and how many there are: two digits, told by the customer and compared by the agent.</summary>
    internal const int FirstCode = 10, Codes = 90;

    /// <summary>A device knocks. The device that is in the session, if any, stays until an agent decides.</summary>
    /// <param name="state">Before.</param>
    /// <param name="resume">The hash of the resume secret that was made for it, with which it asks for the decision.</param>
    /// <param name="address">Its network address.</param>
    /// <param name="code">The check number to begin looking for a free one at.</param>
    /// <param name="now">The time.</param>
    internal static Step<(SessionResult Result, int Code)> Knock(this SessionState state, byte[] resume, string address, int code, DateTimeOffset now)
    {
        if (!state.Exists) return new(state, (SessionResult.NotFound, 0));
        if (state.Ended) return new(state, (SessionResult.Ended, 0));
        if (state.Knocks.Length >= Most) return new(state, (SessionResult.NotFound, 0));
        while (state.Knocks.Any(knock => knock.Code == code)) code = FirstCode + (code + 1 - FirstCode) % Codes;
        return new(state with { Knocks = state.Knocks.Add(new Knock(code, resume, address, now + Patience)) }, (SessionResult.Waiting, code));
    }

    /// <summary>An agent lets a device in, which takes the session over, or turns it away.</summary>
    internal static Step<SessionResult> Decide(this SessionState state, int code, bool admit, DateTimeOffset now, string by = "")
    {
        if (!state.Exists) return new(state, SessionResult.NotFound);
        if (state.Ended) return new(state, SessionResult.Ended);
        if (state.Knocks.FirstOrDefault(knock => knock.Code == code) is not { } found) return new(state, SessionResult.NotFound);

        state = state with { DecidedBy = by };

        // Who is let in is the customer; whoever else knocked is not.
        return new(admit ? state.Replace(found.Hash, found.Address, now) : state with { Knocks = state.Knocks.Remove(found) }, SessionResult.Done);
    }

    /// <summary>The one who shows this secret and still waits.</summary>
    internal static Knock? Knocking(this SessionState state, byte[] shown)
    {
        Knock? found = null;
        foreach (Knock knock in state.Knocks)
        {
            if (Secret.Same(knock.Hash, shown)) found = knock;
        }

        return found;
    }

    /// <summary>Without those who waited too long.</summary>
    internal static SessionState ForgetKnocks(this SessionState state, DateTimeOffset now) =>
        state.Knocks.Any(knock => knock.Until <= now) ? state with { Knocks = state.Knocks.RemoveAll(knock => knock.Until <= now) } : state;
}

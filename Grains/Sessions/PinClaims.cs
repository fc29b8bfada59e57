using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using RemoteAssist.Grains.Interfaces;
using RemoteAssist.Grains.Interfaces.Pins;

namespace RemoteAssist.Grains.Sessions;

/// <summary>A session's dealings with the PIN grains.</summary>
internal sealed partial class PinClaims(IGrainFactory grains, ILogger logger)
{
    /// <summary>How long a claim lasts by itself. A session renews it; one that was lost without ending gives its PIN back this way.</summary>
    internal static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    /// <summary>Of PINs of a length at most one in a million is taken: a second try is rare, a third one a sign that something else is wrong.</summary>
    private const int Tries = 5;

    /// <summary>Claims a new PIN, long enough for the number of those that are live in the tenant.</summary>
    /// <param name="session">For which session.</param>
    /// <param name="least">The fewest digits that the tenant wants.</param>
    /// <param name="until">When the claim ends by itself; <see cref="Release"/> and <see cref="Renew"/> are told the same.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="InvalidOperationException">No PIN was free.</exception>
    internal async Task<string> Claim(SessionKey session, int least, DateTimeOffset until, CancellationToken cancellation)
    {
        int length = await Quota(session).Reserve(least, until, cancellation);
        for (int attempt = 0; length > 0 && attempt < Tries; attempt++)
        {
            string pin = RandomNumberGenerator.GetString("0123456789", length);
            if (await Grain(session, pin).Claim(session.Session, until, cancellation)) return pin;
        }

        if (length > 0) await Quota(session).Return(length, until, CancellationToken.None);
        throw new InvalidOperationException($"No PIN was free in tenant '{session.Tenant}'.");
    }

    /// <summary>Renews the claim.</summary>
    /// <returns>False when another session has the PIN.</returns>
    internal async Task<bool> Renew(SessionKey session, string pin, DateTimeOffset until)
    {
        // Counted twice for a moment rather than not at all.
        await Quota(session).Extend(pin.Length, until);
        if (await Grain(session, pin).Claim(session.Session, until)) return true;
        LogLost(session);
        return false;
    }

    /// <summary>After a renewal that was saved: the reservation before it is given back.</summary>
    internal Task Renewed(SessionKey session, string pin, DateTimeOffset before) => Quota(session).Return(pin.Length, before);

    /// <summary>Gives the PIN back. When that fails the claim runs out by itself; the session it leads to is over and refuses everybody.</summary>
    internal async Task Release(SessionKey session, string pin, DateTimeOffset until)
    {
        try
        {
            // Only who gave it back gives the reservation back: it would be counted out twice when a save is tried again.
            if (await Grain(session, pin).Release(session.Session)) await Quota(session).Return(pin.Length, until);
        }
        catch (Exception exception)
        {
            LogNotReleased(exception, session);
        }
    }

    private IPinQuotaGrain Quota(SessionKey session) => grains.GetGrain<IPinQuotaGrain>(session.Tenant);

    private IPinGrain Grain(SessionKey session, string pin) => grains.GetGrain<IPinGrain>($"{session.Tenant}/{pin}");

    [LoggerMessage(EventId = LogEvents.PinNotReleased, Level = LogLevel.Warning, Message = "The PIN of session {Session} could not be given back.")]
    private partial void LogNotReleased(Exception exception, SessionKey session);

    [LoggerMessage(EventId = LogEvents.PinLost, Level = LogLevel.Error, Message = "The PIN of session {Session} belongs to another session.")]
    private partial void LogLost(SessionKey session);
}

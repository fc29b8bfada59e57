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

    /// <summary>The most digits of a PIN.</summary>
    internal const int Longest = 12;

    private const int TriesPerLength = 2;

    /// <summary>Claims a new PIN.</summary>
    /// <exception cref="InvalidOperationException">Every PIN that was tried is taken, the longest ones too.</exception>
    internal async Task<string> Claim(SessionKey session, int least, DateTimeOffset now, CancellationToken cancellation)
    {
        for (int attempt = 0; LengthOf(attempt, least) is var length && length <= Longest; attempt++)
        {
            string pin = RandomNumberGenerator.GetString("0123456789", length);
            if (await Grain(session, pin).Claim(session.Session, now + Lifetime, cancellation)) return pin;
        }

        throw new InvalidOperationException($"No PIN of up to {Longest} digits was free in tenant '{session.Tenant}'.");
    }

    /// <summary>How many digits an attempt has, from 0 on: taken PINs are a sign that there are too many for this length.</summary>
    internal static int LengthOf(int attempt, int least) => Math.Clamp(least, 6, Longest) + attempt / TriesPerLength;

    /// <summary>Renews the claim.</summary>
    /// <returns>False when another session has the PIN.</returns>
    internal async Task<bool> Renew(SessionKey session, string pin, DateTimeOffset until)
    {
        if (await Grain(session, pin).Claim(session.Session, until)) return true;
        LogLost(session);
        return false;
    }

    /// <summary>Gives the PIN back. When that fails the claim runs out by itself; the session it leads to is over and refuses everybody.</summary>
    internal async Task Release(SessionKey session, string pin)
    {
        try
        {
            await Grain(session, pin).Release(session.Session);
        }
        catch (Exception exception)
        {
            LogNotReleased(exception, session);
        }
    }

    private IPinGrain Grain(SessionKey session, string pin) => grains.GetGrain<IPinGrain>($"{session.Tenant}/{pin}");

    [LoggerMessage(EventId = LogEvents.PinNotReleased, Level = LogLevel.Warning, Message = "The PIN of session {Session} could not be given back.")]
    private partial void LogNotReleased(Exception exception, SessionKey session);

    [LoggerMessage(EventId = LogEvents.PinLost, Level = LogLevel.Error, Message = "The PIN of session {Session} belongs to another session.")]
    private partial void LogLost(SessionKey session);
}

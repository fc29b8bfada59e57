using System.Net;
using RemoteAssist.Grains.Interfaces;
using RemoteAssist.Grains.Interfaces.Pins;
using RemoteAssist.Grains.Interfaces.Sessions;
using RemoteAssist.Grains.Interfaces.Tenants;

namespace RemoteAssist.Gateway.Identity;

/// <summary>
/// Where PINs are tried. Every attempt is counted before the PIN is looked up, and every refusal, whatever its cause (a wrong PIN, an
/// expired, used or foreign one, a locked address), comes at the same time after its request, so that nothing can be read from it.
/// </summary>
internal sealed class PinEntrance(IClusterClient cluster, TimeProvider time)
{
    /// <summary>Tries a PIN.</summary>
    /// <param name="tenant">A tenant's id, which need not exist.</param>
    /// <param name="pin">The digits alone.</param>
    /// <param name="from">The device's address.</param>
    /// <param name="cancellation">Gives up; the attempt counts.</param>
    /// <returns>The session and what the device got there, or null.</returns>
    internal async Task<(SessionKey Session, HostJoined Joined)?> Try(string tenant, string pin, IPAddress? from, CancellationToken cancellation)
    {
        long arrived = time.GetTimestamp();
        IAddressGuardGrain guard = cluster.GetGrain<IAddressGuardGrain>(Networks.Of(from).ToString());
        AddressTurn turn = await guard.Begin(cancellation);
        if (turn.Admitted && await Enter(tenant, pin, from?.ToString() ?? "", cancellation) is { } entered)
        {
            await guard.Succeeded(CancellationToken.None);
            return entered;
        }

        TimeSpan rest = turn.AnswerAfter - time.GetElapsedTime(arrived);
        if (rest > TimeSpan.Zero) await Task.Delay(rest, time, cancellation);
        return null;
    }

    private async Task<(SessionKey, HostJoined)?> Enter(string tenant, string pin, string address, CancellationToken cancellation)
    {
        // Made-up tenants have nothing to guard.
        if (await cluster.GetGrain<ITenantGrain>(tenant).Read(cancellation) is null) return null;
        ITenantGuardGrain guard = cluster.GetGrain<ITenantGuardGrain>(tenant);
        bool approve = await guard.Begin(cancellation);
        if (await cluster.GetGrain<IPinGrain>($"{tenant}/{pin}").Resolve(cancellation) is not { } session) return null;
        var key = new SessionKey(tenant, session);
        HostJoined joined = await cluster.GetGrain<ISessionGrain>(key.ToString()).Join(new JoinAsHost(address, approve), cancellation);
        if (joined.Result is not (SessionResult.Done or SessionResult.Waiting)) return null;
        await guard.Succeeded(CancellationToken.None);
        return (key, joined);
    }
}

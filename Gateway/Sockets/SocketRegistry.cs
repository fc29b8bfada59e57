using System.Collections.Concurrent;
using RemoteAssist.Gateway.Telemetry;
using RemoteAssist.Grains.Interfaces.Sessions;

namespace RemoteAssist.Gateway.Sockets;

/// <summary>
/// The open connections of this process. One loop looks after the limits in time of them all and renews their leases; when the process goes
/// down it tells them all to connect elsewhere.
/// </summary>
internal sealed partial class SocketRegistry(TimeProvider time, IHostApplicationLifetime lifetime, ILogger<SocketRegistry> logger) : BackgroundService
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(500);

    // Renewals under way at once: ten thousand leases must not become ten thousand calls in one instant.
    private const int MostRenewals = 64;

    private readonly ConcurrentDictionary<Guid, PeerSocket> _sockets = [];

    /// <summary>How many connections are open.</summary>
    internal int Count => _sockets.Count;

    /// <summary>Runs a connection to its end.</summary>
    internal async Task Run(PeerSocket socket)
    {
        _sockets[socket.Id] = socket;
        if (lifetime.ApplicationStopping.IsCancellationRequested) socket.End(Endings.GoingAway());
        try
        {
            await socket.Run();
        }
        finally
        {
            _sockets.TryRemove(socket.Id, out _);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using CancellationTokenRegistration stopping = lifetime.ApplicationStopping.Register(EndAll);
        Task renewing = Task.CompletedTask;
        using var beats = new PeriodicTimer(Beat, time);
        // Not stopped by the token: while sockets close somebody has to abort those that do not answer.
        while (await beats.WaitForNextTickAsync(CancellationToken.None))
        {
            if (stoppingToken.IsCancellationRequested && _sockets.IsEmpty) return;
            long now = time.Monotonic();
            foreach (PeerSocket socket in _sockets.Values) Tick(socket, now);
            if (renewing.IsCompleted) renewing = RenewLeases(now);
        }
    }

    private void EndAll()
    {
        foreach (PeerSocket socket in _sockets.Values) socket.End(Endings.GoingAway());
    }

    private void Tick(PeerSocket socket, long now)
    {
        try
        {
            socket.Tick(now);
        }
        catch (Exception failure)
        {
            LogTickFailed(failure, socket.Id);
        }
    }

    private Task RenewLeases(long now)
    {
        PeerSocket[] due = [.. _sockets.Values.Where(socket => now >= socket.RenewAt)];
        return due.Length == 0
            ? Task.CompletedTask
            : Parallel.ForEachAsync(due, new ParallelOptions { MaxDegreeOfParallelism = MostRenewals }, async (socket, _) =>
            {
                socket.RenewAt = now + Leases.Renewal.Micros();
                try
                {
                    await socket.Renew();
                }
                catch (Exception failure)
                {
                    // The cluster may be away for a while: the connection stays, and the lease is renewed when it is back.
                    LogLeaseFailed(failure, socket.Id);
                }
            });
    }

    [LoggerMessage(LogEvents.LeaseFailed, LogLevel.Warning, "The lease of connection {Connection} could not be renewed; it is tried again")]
    private partial void LogLeaseFailed(Exception failure, Guid connection);

    [LoggerMessage(LogEvents.TickFailed, LogLevel.Error, "Looking after connection {Connection} failed")]
    private partial void LogTickFailed(Exception failure, Guid connection);
}

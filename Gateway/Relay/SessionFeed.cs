using Orleans.Streams;
using RemoteAssist.Gateway.Sockets;
using RemoteAssist.Gateway.Telemetry;
using RemoteAssist.Grains.Interfaces;
using RemoteAssist.Grains.Interfaces.Sessions;

namespace RemoteAssist.Gateway.Relay;

/// <summary>
/// This process's copy of a session's snapshot, kept current by the <c>events</c> stream. Every event carries the whole snapshot, so only
/// the last one must not be lost: after a gap, and after a while without any, the snapshot is read again.
/// </summary>
internal sealed partial class SessionFeed(SessionKey key, IClusterClient cluster, TimeProvider time, ILogger logger) : IAsyncObserver<SessionChanged>
{
    /// <summary>How long nothing may be heard before the snapshot is read again.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private StreamSubscriptionHandle<SessionChanged>? _subscription;
    private Action<SessionSnapshot>? _listeners;
    private SessionSnapshot? _current;
    private long _heardAt;

    internal SessionKey Key => key;

    /// <summary>The newest snapshot, or null when there is no such session.</summary>
    internal SessionSnapshot? Current
    {
        get
        {
            lock (_lock) return _current;
        }
    }

    internal async Task Open(IAsyncStream<SessionChanged> events)
    {
        _subscription = await events.SubscribeAsync(this);
        await Read();
    }

    internal async Task Close()
    {
        try
        {
            if (_subscription is not null) await _subscription.UnsubscribeAsync();
        }
        catch (Exception failure)
        {
            LogReadFailed(failure, key);
        }
    }

    /// <summary>Calls <paramref name="listener"/> with the snapshot as it stands and after every change, one call at a time; it must not block.</summary>
    internal void Listen(Action<SessionSnapshot> listener)
    {
        lock (_lock)
        {
            _listeners += listener;
            if (_current is not null) listener(_current);
        }
    }

    internal void Ignore(Action<SessionSnapshot> listener)
    {
        lock (_lock) _listeners -= listener;
    }

    /// <summary>A snapshot that somebody came by; an older one than ours changes nothing.</summary>
    internal void Offer(SessionSnapshot snapshot)
    {
        lock (_lock)
        {
            _heardAt = time.Monotonic();
            if (snapshot.Version <= _current?.Version) return;
            _current = snapshot;
            _listeners?.Invoke(snapshot);
        }
    }

    /// <summary>Reads the snapshot again when nothing was heard for <see cref="Patience"/>.</summary>
    internal Task Check()
    {
        lock (_lock)
        {
            if (time.Monotonic() - _heardAt < Patience.Micros()) return Task.CompletedTask;
            _heardAt = time.Monotonic();
        }

        return Read();
    }

    public Task OnNextAsync(SessionChanged item, StreamSequenceToken? token = null)
    {
        Offer(item.Snapshot);
        return Task.CompletedTask;
    }

    public Task OnErrorAsync(Exception ex)
    {
        _ = Read();
        return Task.CompletedTask;
    }

    public Task OnCompletedAsync() => Task.CompletedTask;

    private async Task Read()
    {
        try
        {
            if (await cluster.GetGrain<ISessionGrain>(key.ToString()).Read() is { } snapshot) Offer(snapshot);
        }
        catch (Exception failure)
        {
            LogReadFailed(failure, key);
        }
    }

    [LoggerMessage(LogEvents.SnapshotReadFailed, LogLevel.Warning, "The snapshot of session {Session} could not be read; it is tried again")]
    private partial void LogReadFailed(Exception failure, SessionKey session);
}

/// <summary>The feeds of this process: one a session, however many connections use it.</summary>
internal sealed class SessionFeeds
{
    private readonly SharedPool<SessionKey, SessionFeed> _pool;

    public SessionFeeds(IClusterClient cluster, SessionStreams streams, TimeProvider time, ILogger<SessionFeed> logger)
    {
        _pool = new SharedPool<SessionKey, SessionFeed>(
            async key =>
            {
                var feed = new SessionFeed(key, cluster, time, logger);
                await feed.Open(streams.Events(key));
                return feed;
            },
            feed => feed.Close());
    }

    internal Task<SessionFeed> Acquire(SessionKey session) => _pool.Acquire(session);

    internal Task Release(SessionKey session) => _pool.Release(session);
}

using Microsoft.Extensions.Options;
using RemoteAssist.Gateway.Telemetry;
using RemoteAssist.Grains.Interfaces;

namespace RemoteAssist.Gateway.Relay;

/// <summary>The relays of this process: one a session, made for its first viewer and freed after its last.</summary>
internal sealed class SessionRelays
{
    private readonly SharedPool<SessionKey, SessionRelay> _pool;

    public SessionRelays(SessionFeeds feeds, SessionStreams streams, IOptions<RelayOptions> options, TimeProvider time, GatewayMeter meter, ILogger<SessionRelay> logger)
    {
        _pool = new SharedPool<SessionKey, SessionRelay>(
            async key =>
            {
                SessionFeed feed = await feeds.Acquire(key);
                try
                {
                    var relay = new SessionRelay(key, feed, streams.Input(key), options.Value, time, meter, logger);
                    await relay.Open(streams.Frames(key));
                    return relay;
                }
                catch
                {
                    await feeds.Release(key);
                    throw;
                }
            },
            async relay =>
            {
                await relay.Close();
                await feeds.Release(relay.Feed.Key);
            });
    }

    /// <summary>Whether a session is relayed here.</summary>
    internal bool Relays(SessionKey session) => _pool.Contains(session);

    internal Task<SessionRelay> Acquire(SessionKey session) => _pool.Acquire(session);

    internal Task Release(SessionKey session) => _pool.Release(session);
}

internal static class RelaySetup
{
    internal static void AddRelays(this IServiceCollection services)
    {
        services.AddSingleton<IValidateOptions<RelayOptions>, RelayOptionsValidation>();
        services.AddOptions<RelayOptions>().BindConfiguration(RelayOptions.Section).ValidateOnStart();
        services.AddSingleton<SessionStreams>();
        services.AddSingleton<SessionFeeds>();
        services.AddSingleton<SessionRelays>();
    }
}

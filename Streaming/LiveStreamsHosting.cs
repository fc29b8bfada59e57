using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Streams;

namespace RemoteAssist.Streaming;

/// <summary>Adds the live stream provider; <c>AddMemoryStreams</c> of the same name can take its place.</summary>
public static class LiveStreamsHosting
{
    /// <summary>Adds a live stream provider for this silo's grains, and for the programs in its process.</summary>
    /// <param name="builder">The silo.</param>
    /// <param name="name">The provider's name, as given to <c>GetStreamProvider</c>; without a slash, and the same in the whole cluster.</param>
    /// <param name="configure">Changes the options; they are checked when the silo starts.</param>
    /// <exception cref="ArgumentException">The name is empty or contains a slash.</exception>
    public static ISiloBuilder AddLiveStreams(this ISiloBuilder builder, string name, Action<LiveStreamOptions>? configure = null)
    {
        Add(builder.Services, name, configure);
        builder.Services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(services => new GiveLeasesBack<ISiloLifecycle>(Provider(services, name)));
        return builder;
    }

    /// <summary>Adds a live stream provider for this client of the cluster.</summary>
    /// <param name="builder">The client.</param>
    /// <param name="name">The provider's name, as in the silos.</param>
    /// <param name="configure">Changes the options; they are checked when the client starts.</param>
    /// <exception cref="ArgumentException">The name is empty or contains a slash.</exception>
    public static IClientBuilder AddLiveStreams(this IClientBuilder builder, string name, Action<LiveStreamOptions>? configure = null)
    {
        Add(builder.Services, name, configure);
        builder.Services.AddSingleton<ILifecycleParticipant<IClusterClientLifecycle>>(services => new GiveLeasesBack<IClusterClientLifecycle>(Provider(services, name)));
        return builder;
    }

    private static void Add(IServiceCollection services, string name, Action<LiveStreamOptions>? configure)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        if (name.Contains('/', StringComparison.Ordinal)) throw new ArgumentException($"The name of a live stream provider must not contain a slash: '{name}'.", nameof(name));
        services.AddOptions<LiveStreamOptions>(name).Configure(options => configure?.Invoke(options)).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<LiveStreamOptions>, LiveStreamOptionsValidator>());
        services.AddKeyedSingleton<IStreamProvider>(name, (provider, _) => new LiveStreamProvider(
            name,
            provider.GetRequiredService<IOptionsMonitor<LiveStreamOptions>>().Get(name),
            provider.GetRequiredService<IGrainFactory>(),
            provider.GetRequiredService<IGrainContextAccessor>(),
            provider.GetService<TimeProvider>() ?? TimeProvider.System,
            provider.GetRequiredService<ILogger<LiveStreamProvider>>()));
    }

    private static LiveStreamProvider Provider(IServiceProvider services, string name) => (LiveStreamProvider)services.GetRequiredKeyedService<IStreamProvider>(name);

    private sealed class GiveLeasesBack<TLifecycle>(LiveStreamProvider provider) : ILifecycleParticipant<TLifecycle>
        where TLifecycle : ILifecycleObservable
    {
        public void Participate(TLifecycle observer)
            => observer.Subscribe($"{nameof(LiveStreamProvider)} {provider.Name}", ServiceLifecycleStage.Active, _ => Task.CompletedTask, stopping => provider.StopAsync().WaitAsync(stopping));
    }
}

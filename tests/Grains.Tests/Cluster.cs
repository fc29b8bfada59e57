using Microsoft.Extensions.DependencyInjection;
using Orleans.TestingHost;
using RemoteAssist.Grains.Interfaces;
using RemoteAssist.Grains.Interfaces.Sessions;
using RemoteAssist.Grains.Interfaces.Tenants;
using RemoteAssist.Grains.Tests;
using RemoteAssist.Silo.Configuration;
using RemoteAssist.Silo.Hosting;
using RemoteAssist.Silo.Stores;
using Xunit.Sdk;
using Xunit.v3;

[assembly: AssemblyFixture(typeof(Cluster))]

// The clock is put forward for all sessions at once.
[assembly: Parallelization(Mode = ParallelMode.None)]

namespace RemoteAssist.Grains.Tests;

/// <summary>Two silos in this process with SQLite and live streams, shared by all tests: each takes a session of its own.</summary>
public sealed class Cluster : IAsyncLifetime
{
    internal const string Tenant = "acme";

    private readonly TemporaryDirectory _directory = new();
    private InProcessTestCluster? _cluster;

    internal ShiftedTime Time { get; } = new();

    internal IClusterClient Client => _cluster!.Client;

    public async ValueTask InitializeAsync()
    {
        var store = new SqliteStore(_directory.Path);
        await store.Prepare(TestContext.Current.CancellationToken);
        var streams = new StreamSettings();
        var builder = new InProcessTestClusterBuilder(2);
        builder.ConfigureSilo((_, silo) =>
        {
            silo.Services.AddSingleton<TimeProvider>(Time);
            silo.Services.AddRemoteAssistGrains();
            silo.UseSqlite(store);
            silo.AddSessionStreams(streams);
        });
        builder.ConfigureClient(client => client.AddSessionStreams(streams));
        _cluster = builder.Build();
        await _cluster.DeployAsync();
        Assert.True(await Client.GetGrain<ITenantGrain>(Tenant).Create("Acme Support"));
    }

    public async ValueTask DisposeAsync()
    {
        if (_cluster is not null) await _cluster.DisposeAsync();
        _directory.Dispose();
    }

    /// <summary>A service of one of the silos.</summary>
    internal T Service<T>()
        where T : notnull => _cluster!.GetSiloServiceProvider().GetRequiredService<T>();

    /// <summary>Has the grain leave the memory; the next call brings it back from the store.</summary>
    internal Task Forget(IGrainWithStringKey grain) => _cluster!.DeactivateAsync(grain);

    internal bool Remembers(IGrainWithStringKey grain) => _cluster!.TryGetGrainContext(grain.GetGrainId(), out _);

    internal static SessionKey NewKey(string tenant = Tenant) => new(tenant, Guid.NewGuid().ToString("N").ToUpperInvariant()[..26]);

    internal ISessionGrain Session(SessionKey key) => Client.GetGrain<ISessionGrain>(key.ToString());

    /// <summary>A session that anna started.</summary>
    internal async Task<ISessionGrain> Start()
    {
        ISessionGrain session = Session(NewKey());
        await session.Start(new StartSession("anna@acme.example", "Anna"));
        return session;
    }
}

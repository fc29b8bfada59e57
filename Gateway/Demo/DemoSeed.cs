using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;
using RemoteAssist.Gateway.Api;
using RemoteAssist.Gateway.Identity;
using RemoteAssist.Gateway.Telemetry;
using RemoteAssist.Grains.Interfaces;
using RemoteAssist.Grains.Interfaces.Accounts;
using RemoteAssist.Grains.Interfaces.Sessions;

namespace RemoteAssist.Gateway.Demo;

/// <summary>Fills an empty installation with a demo tenant, and keeps a demo session open.</summary>
internal sealed partial class DemoSeed(
    IClusterClient cluster,
    IServer server,
    IHostApplicationLifetime lifetime,
    IOptions<SeedOptions> seed,
    IOptions<GatewayOptions> gateway,
    TimeProvider time,
    ILogger<DemoSeed> logger) : BackgroundService
{
    private static readonly TimeSpan LinkLifetime = TimeSpan.FromHours(12);
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    internal static void AddTo(WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<SeedOptions>().BindConfiguration(SeedOptions.Section);
        if (builder.Configuration.GetValue<bool>("Seed:Demo")) builder.Services.AddHostedService<DemoSeed>();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var started = new TaskCompletionSource();
        await using CancellationTokenRegistration onStart = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(stoppingToken);
        bool seeded = false;
        SessionFile? current = null;
        DateTimeOffset linkUntil = default;
        using var looks = new PeriodicTimer(Look, time);
        do
        {
            try
            {
                if (!seeded) await Seed();
                seeded = true;
                if (seed.Value.SessionFile is not { Length: > 0 } path) return;
                SessionFile? before = current ?? await SessionFile.Read(path);
                if (current is not null && time.GetUtcNow() < linkUntil && await Read(current.Session) is not null) continue;
                linkUntil = time.GetUtcNow() + LinkLifetime / 2;
                current = await Open(before?.Session);
                await current.Write(path);
                LogOpened(current.Session);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailed(failure);
            }
        }
        while (await looks.WaitForNextTickAsync(stoppingToken));
    }

    private async Task Seed()
    {
        IReadOnlyList<(string Email, string Password)> made = await new DemoTenant(cluster).Create();
        if (made.Count == 0) return;
        string lines = string.Concat(made.Select(account => $"  {account.Email,-24} {account.Password}\n"));
        await Console.Out.WriteAsync($"""

            ──────────────────────────────────────────────────────────────
             Demo accounts of the contact center '{DemoTenant.Id}'. The passwords are
             shown this once and stored as hashes only.

            {lines}──────────────────────────────────────────────────────────────


            """);
        await Console.Out.FlushAsync();
        LogSeeded(made.Count);
    }

    private async Task<SessionFile> Open(string? last)
    {
        SessionSnapshot session = (last is null ? null : await Read(last))
            ?? await Grain(SessionIds.Create()).Start(new StartSession(DemoTenant.AgentEmail, DemoTenant.AgentName));
        string secret = await cluster.GetGrain<IAccountGrain>($"{DemoTenant.Id}/{DemoTenant.AgentEmail}").IssueLink(LinkLifetime, once: false)
            ?? throw new InvalidOperationException($"The account {DemoTenant.AgentEmail} is gone.");
        string id = session.Key.Session, own = Own();
        return new SessionFile(session.Pin, id, $"{own}/link/{new SignInLink(DemoTenant.Id, DemoTenant.AgentEmail, secret, id)}", SessionViews.CustomerUrl(session, own));
    }

    // The session while it lives, else null.
    private async Task<SessionSnapshot?> Read(string session) =>
        SessionKey.TryParse($"{DemoTenant.Id}/{session}", out _) && await Grain(session).Read() is { Stage: not SessionStage.Ended } snapshot ? snapshot : null;

    private ISessionGrain Grain(string session) => cluster.GetGrain<ISessionGrain>(new SessionKey(DemoTenant.Id, session).ToString());

    private string Own()
    {
        if (gateway.Value.PublicUrl is { Length: > 0 } configured) return configured.TrimEnd('/');
        string address = server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? "http://localhost:5080";
        return address.Replace("://[::]", "://localhost", StringComparison.Ordinal).Replace("://0.0.0.0", "://localhost", StringComparison.Ordinal).TrimEnd('/');
    }

    [LoggerMessage(LogEvents.DemoSeeded, LogLevel.Information, "{Count} demo accounts made")]
    private partial void LogSeeded(int count);

    [LoggerMessage(LogEvents.DemoSessionOpened, LogLevel.Information, "Demo session {Session} is open")]
    private partial void LogOpened(string session);

    [LoggerMessage(LogEvents.DemoFailed, LogLevel.Warning, "The demo session could not be looked after; it is tried again")]
    private partial void LogFailed(Exception failure);
}

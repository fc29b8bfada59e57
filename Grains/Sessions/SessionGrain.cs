using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using RemoteAssist.Grains.Interfaces;
using RemoteAssist.Grains.Interfaces.Sessions;
using RemoteAssist.Grains.Interfaces.Tenants;
using RemoteAssist.Grains.Records;

namespace RemoteAssist.Grains.Sessions;

/// <summary>
/// The session's rules (<see cref="SessionEntry"/>, <see cref="SessionPresence"/>, <see cref="SessionHost"/>, <see cref="SessionDeadlines"/>)
/// as a grain: each call lets the time pass, applies a rule, saves what came of it with one write, and tells everybody.
/// This part holds the operations; the other one how they are saved, told and timed.
/// </summary>
internal sealed partial class SessionGrain(
    [PersistentState("session")] IPersistentState<SessionState> storage,
    TimeProvider time,
    SessionMeter meter,
    ISessionRecordStore records,
    ILogger<SessionGrain> logger) : Grain, ISessionGrain, IRemindable
{
    /// <inheritdoc/>
    public async Task<SessionSnapshot> Start(StartSession start, CancellationToken cancellation)
    {
        if (State.Exists)
        {
            await LetTimePass();
            return State.Snapshot();
        }

        if (!SessionKey.TryParse(this.GetPrimaryKeyString(), out SessionKey key))
            throw new ArgumentException($"A session's key is {{tenant}}/{{session}}, not '{this.GetPrimaryKeyString()}'.");
        ITenantGrain tenant = GrainFactory.GetGrain<ITenantGrain>(key.Tenant);
        if (await tenant.Read(cancellation) is null) throw new InvalidOperationException($"There is no tenant '{key.Tenant}'.");
        DateTimeOffset now = time.GetUtcNow(), until = now + PinClaims.Lifetime;

        // The row comes before the settings are read: whoever changes them after that finds the session by it. And the reminder comes before
        // the session: one without a session forgets itself, a session without one could live for ever.
        await records.Write(key.Tenant, key.Session, new SessionRecord { StartedAt = now, Agent = start.AgentAccount }, cancellation);
        string? pin = null;
        try
        {
            (int least, SessionPolicy policy) = await Settings(tenant, key, cancellation);
            pin = await Pins.Claim(key, least, until, cancellation);
            await Remind();
            await Save(SessionStart.Begin(key, start, policy, pin, now).Noted(State, now));
        }
        catch
        {
            if (pin is not null) await Pins.Release(key, pin, until);
            await records.Remove(key.Tenant, key.Session, CancellationToken.None);
            throw;
        }

        meter.Started();
        LogStarted(key);
        return State.Snapshot();
    }

    /// <inheritdoc/>
    public async Task<SessionSnapshot?> Read(CancellationToken cancellation)
    {
        await LetTimePass();
        return State.Exists ? State.Snapshot() : null;
    }

    /// <inheritdoc/>
    public async Task<TicketIssued> Enter(EnterSession enter, CancellationToken cancellation)
    {
        string secret = Secret.New();
        (SessionResult result, int participant) = await Change((state, now) => state.Enter(enter, Secret.Hash(secret), now));
        return result == SessionResult.Done ? new TicketIssued(result, new Ticket(State.Key, secret).ToString(), participant) : new TicketIssued(result);
    }

    /// <inheritdoc/>
    public async Task<HostJoined> Join(JoinAsHost join, CancellationToken cancellation)
    {
        string secret = Secret.New(), resume = Secret.New();
        if (join.Approve || State.ApproveJoins) return await Knock(join.Address, resume);
        SessionResult result = await Change((state, now) => state.Join(Secret.Hash(secret), Secret.Hash(resume), join.Address, now));
        if (result != SessionResult.Done) return new HostJoined(result);
        meter.Joined("pin");
        LogJoined(State.Key, join.Address);
        return Admitted(secret, resume);
    }

    /// <inheritdoc/>
    public Task<SessionResult> Decide(int code, bool admit, string by, CancellationToken cancellation) =>
        Change((state, now) => state.Decide(code, admit, now, by));

    /// <inheritdoc/>
    public async Task<HostJoined> Resume(string resumeSecret, CancellationToken cancellation)
    {
        string secret = Secret.New();
        SessionResult result = await Change((state, now) => state.Resume(Secret.Hash(resumeSecret), Secret.Hash(secret), now));
        if (result == SessionResult.BadTicket) meter.Refused("resume");
        if (result == SessionResult.Waiting) return Waiting(resumeSecret, State.Knocking(Secret.Hash(resumeSecret))!.Code);
        if (result != SessionResult.Done) return new HostJoined(result);
        meter.Joined("resume");
        return Admitted(secret, resumeSecret);
    }

    /// <inheritdoc/>
    public async Task<TicketRedeemed> Redeem(string secret, ParticipantRole role, Guid connection, CancellationToken cancellation)
    {
        (SessionResult result, int participant) = await Change((state, now) => state.Redeem(Secret.Hash(secret), role, connection, now));
        if (result == SessionResult.BadTicket) meter.Refused("ticket");
        return result == SessionResult.Done ? new TicketRedeemed(result, participant, State.Snapshot()) : new TicketRedeemed(result);
    }

    /// <inheritdoc/>
    public async Task<bool> Renew(Guid connection, CancellationToken cancellation)
    {
        if (!_leases.Renew(connection, time.GetUtcNow())) return false;
        try
        {
            await LetTimePass();
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // A session goes on while the store is away: whoever is in it stays in it. The timer tries again.
            NotSaved(exception);
        }

        return _leases.Renew(connection, time.GetUtcNow());
    }

    /// <inheritdoc/>
    public Task Active(Guid connection, CancellationToken cancellation)
    {
        DateTimeOffset now = time.GetUtcNow();
        if (!_leases.Renew(connection, now)) return Task.CompletedTask;
        _activeAt = now;
        return now - State.ActiveAt < SessionActivity.Grain && State.IdleEndsAt is null ? Task.CompletedTask : Change((state, at) => state.Ended ? state : state with { ActiveAt = at });
    }

    /// <inheritdoc/>
    public Task Disconnected(Guid connection, CancellationToken cancellation) => Change((state, now) => state.Drop([connection], now));

    /// <inheritdoc/>
    public Task SetLayout(Guid connection, ScreenLayout layout, CancellationToken cancellation) => Change((state, now) => state.SetLayout(connection, layout, now));

    /// <inheritdoc/>
    public Task SetConsent(Guid connection, SessionRights rights, CancellationToken cancellation) => Change((state, now) => state.SetConsent(connection, rights, now));

    /// <inheritdoc/>
    public Task SetSystem(Guid connection, CustomerSystem system, CancellationToken cancellation) => Change((state, now) => state.SetSystem(connection, system, now));

    /// <inheritdoc/>
    public Task Leave(int participant, CancellationToken cancellation) => Change((state, now) => state.Leave(participant, now));

    /// <inheritdoc/>
    public async Task<bool> Follow(SessionPolicy? policy, CancellationToken cancellation)
    {
        await Change((state, now) => policy is null ? state.End(EndReason.AdminEnded, now, Operator) : state.Follow(policy));
        return State.Exists;
    }

    /// <inheritdoc/>
    public Task End(EndReason reason, string by, CancellationToken cancellation)
    {
        if (reason == EndReason.None || !Enum.IsDefined(reason)) throw new ArgumentOutOfRangeException(nameof(reason), reason, "A session ends with a reason.");
        return Change((state, now) => state.End(reason, now, by));
    }

    private static async Task<(int PinLength, SessionPolicy Policy)> Settings(ITenantGrain tenant, SessionKey key, CancellationToken cancellation) =>
        await tenant.Read(cancellation) is { } settings && await tenant.Policy(cancellation) is { } policy
            ? (settings.PinLength, policy)
            : throw new InvalidOperationException($"There is no tenant '{key.Tenant}'.");

    private async Task<HostJoined> Knock(string address, string resume)
    {
        int first = RandomNumberGenerator.GetInt32(SessionKnocks.FirstCode, SessionKnocks.FirstCode + SessionKnocks.Codes);
        (SessionResult result, int code) = await Change((state, now) => state.Knock(Secret.Hash(resume), address, first, now));
        if (result != SessionResult.Waiting) return new HostJoined(result);
        LogKnocks(State.Key, address);
        return Waiting(resume, code);
    }

    private HostJoined Waiting(string resume, int code) =>
        new(SessionResult.Waiting, ResumeSecret: resume, AskedBy: State.AskedBy, TenantName: State.TenantName, Code: code);

    private HostJoined Admitted(string secret, string resume) =>
        new(SessionResult.Done, new Ticket(State.Key, secret).ToString(), resume, State.AskedBy, State.TenantName, Devices: State.Devices);

    [LoggerMessage(EventId = LogEvents.SessionStarted, Level = LogLevel.Information, Message = "Session {Session} started.")]
    private partial void LogStarted(SessionKey session);

    [LoggerMessage(EventId = LogEvents.SessionJoined, Level = LogLevel.Information, Message = "A device at {Address} joined session {Session}.")]
    private partial void LogJoined(SessionKey session, string address);

    [LoggerMessage(EventId = LogEvents.SessionKnock, Level = LogLevel.Information, Message = "A device at {Address} waits to be let into session {Session}.")]
    private partial void LogKnocks(SessionKey session, string address);
}

using Microsoft.Extensions.Logging;
using Orleans.Storage;
using RemoteAssist.Grains.Interfaces;
using RemoteAssist.Grains.Interfaces.Audit;
using RemoteAssist.Grains.Interfaces.Sessions;
using RemoteAssist.Grains.Interfaces.Tenants;
using RemoteAssist.Grains.State;

namespace RemoteAssist.Grains.Sessions;

/// <summary>How the session is saved, told and timed.</summary>
internal sealed partial class SessionGrain
{
    private const string Reminder = "deadline";

    /// <summary>Who ends the sessions of a suspended tenant, in the audit log.</summary>
    private const string Operator = "operator";

    /// <summary>Reminders are no finer than this; they only stand behind the timer, for when the silo with the timer is gone.</summary>
    private static readonly TimeSpan ReminderPeriod = TimeSpan.FromMinutes(1);

    /// <summary>After a failed save the timer tries again this much later.</summary>
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);

    /// <summary>How long agents may have been missing before a restart for the restart to give them time to come back.</summary>
    private static readonly TimeSpan RestartGrace = TimeSpan.FromMinutes(2);

    private readonly LeaseBook _leases = new();
    private ChangePublisher? _publisher;
    private PinClaims? _pins;
    private HistoryWriter? _history;
    private IGrainTimer? _timer;
    private DateTimeOffset _activeAt;
    private DateTimeOffset _agentsAwayNotBefore;
    private bool _countedLive;

    private SessionState State => storage.State;

    private HistoryWriter History => _history ??= new HistoryWriter(
        records, () => GrainFactory.GetGrain<IAuditGrain>(State.Key.Tenant), () => State, logger);

    private PinClaims Pins => _pins ??= new PinClaims(GrainFactory, logger);

    private ChangePublisher Publisher => _publisher ??= new ChangePublisher(
        () => this.GetStreamProvider(StreamNames.Provider).GetStream<SessionChanged>(StreamId.Create(StreamNames.Events, this.GetPrimaryKeyString())),
        logger);

    /// <inheritdoc/>
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        DateTimeOffset now = time.GetUtcNow();
        _activeAt = State.ActiveAt;
        if (State.AgentsAwaySince is { } since && now < since + State.Limits.AgentsAway + RestartGrace) _agentsAwayNotBefore = now + Leases.Lifetime;
        Follow(now);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        CountLive(false);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task ReceiveReminder(string reminderName, TickStatus status)
    {
        await LetTimePass();
        bool written = await History.Write();
        if (!State.Exists || State.Ended)
        {
            if (!written) return;
            await StopReminding();
            DeactivateOnIdle();
        }
        else if (State.PinUntil - time.GetUtcNow() < PinClaims.Lifetime / 2)
        {
            await RenewPin();
        }

        await AskForPolicy();
    }

    /// <summary>Should the tenant's word about a change not have come: asks.</summary>
    private async Task AskForPolicy()
    {
        if (!State.Exists || State.Ended) return;
        try
        {
            await Follow(await GrainFactory.GetGrain<ITenantGrain>(State.Key.Tenant).Policy(), CancellationToken.None);
        }
        catch (Exception exception)
        {
            LogNotAsked(exception, State.Key);
        }
    }

    private Task<bool> LetTimePass() => Change((state, _) => state);

    private Task<bool> Change(Func<SessionState, DateTimeOffset, SessionState> rule) =>
        Change((state, now) => new Step<bool>(rule(state, now), true));

    private async Task<T> Change<T>(Func<SessionState, DateTimeOffset, Step<T>> rule)
    {
        DateTimeOffset now = time.GetUtcNow();
        SessionState before = State.Advance(_leases.Lapsed(now), _activeAt, _agentsAwayNotBefore, now);
        Step<T> step = rule(before, now);
        if (!ReferenceEquals(step.State, State)) await Save(step.State.Numbered(State).Noted(State, now));

        // Made-up keys must not fill the memory.
        if (!State.Exists) DeactivateOnIdle();
        return step.Answer;
    }

    private async Task Save(SessionState next)
    {
        SessionState last = State;
        bool ends = next.Ended && !last.Ended;

        // First, so that no PIN ever leads to a session that is over. Should the save fail, the session is there to be ended again.
        if (ends) await Pins.Release(last.Key, last.Pin, last.PinUntil);
        await storage.Save(next.Posted(History.Written));
        Follow(time.GetUtcNow());
        History.Saved();
        if (next.Version != last.Version) Publisher.Publish(new SessionChanged(next.Snapshot()));
        Task<bool> written = History.Write();
        if (!ends) return;
        meter.Ended(next.EndReason);
        LogEnded(next.Key, next.EndReason);

        // The reminder stays until the session's history is written: it brings the session back to write it.
        if (await written) await StopReminding();
    }

    /// <summary>Brings leases, counters and the timer in line with the state.</summary>
    private void Follow(DateTimeOffset now)
    {
        _leases.Follow(State, now);
        if (State.ActiveAt > _activeAt) _activeAt = State.ActiveAt;
        CountLive(State is { Exists: true, Ended: false });
        Schedule(now);
    }

    private void Schedule(DateTimeOffset now)
    {
        DateTimeOffset? next = State.NextEnd(_activeAt, _agentsAwayNotBefore)?.At;
        if (_leases.FirstEnd is { } lapse && (next is null || lapse < next)) next = lapse;
        if (State.NextKnockEnd() is { } knock && (next is null || knock < next)) next = knock;
        if (State.NextWarning(_activeAt) is { } warning && (next is null || warning < next)) next = warning;
        TimeSpan due = next is null ? Timeout.InfiniteTimeSpan : next > now ? next.Value - now : TimeSpan.Zero;
        if (_timer is not null) _timer.Change(due, Timeout.InfiniteTimeSpan);
        else if (next is not null) _timer = this.RegisterGrainTimer(OnTimer, new GrainTimerCreationOptions(due, Timeout.InfiniteTimeSpan));
    }

    private async Task OnTimer(CancellationToken cancellation)
    {
        try
        {
            await LetTimePass();
            Schedule(time.GetUtcNow());
        }
        catch (Exception exception) when (!cancellation.IsCancellationRequested)
        {
            NotSaved(exception);
            _timer?.Change(RetryAfter, Timeout.InfiniteTimeSpan);
        }
    }

    private void NotSaved(Exception exception)
    {
        LogNotSaved(exception, State.Key);

        // Another activation has written since: this one knows nothing true any more.
        if (exception is InconsistentStateException) DeactivateOnIdle();
    }

    private async Task RenewPin()
    {
        (SessionKey key, string pin, DateTimeOffset before, DateTimeOffset until) = (State.Key, State.Pin, State.PinUntil, time.GetUtcNow() + PinClaims.Lifetime);
        if (!await Pins.Renew(key, pin, until)) return;
        await Change((state, _) => state.Ended ? state : state with { PinUntil = until });
        if (!State.Ended) await Pins.Renewed(key, pin, before);
    }

    private Task<IGrainReminder> Remind() => this.RegisterOrUpdateReminder(Reminder, ReminderPeriod, ReminderPeriod);

    private async Task StopReminding()
    {
        try
        {
            if (await this.GetReminder(Reminder) is { } reminder) await this.UnregisterReminder(reminder);
        }
        catch (Exception exception)
        {
            // It comes again in a minute, finds the session over, and is stopped then.
            LogReminderLeft(exception, this.GetPrimaryKeyString());
        }
    }

    private void CountLive(bool live)
    {
        if (live != _countedLive) meter.Live(live ? 1 : -1);
        _countedLive = live;
    }

    [LoggerMessage(EventId = LogEvents.SessionEnded, Level = LogLevel.Information, Message = "Session {Session} ended: {Reason}.")]
    private partial void LogEnded(SessionKey session, EndReason reason);

    [LoggerMessage(EventId = LogEvents.SessionNotSaved, Level = LogLevel.Warning, Message = "Session {Session} could not be saved; it goes on as it was and is saved later.")]
    private partial void LogNotSaved(Exception exception, SessionKey session);

    [LoggerMessage(EventId = LogEvents.SessionPolicyNotAsked, Level = LogLevel.Warning, Message = "Session {Session} could not ask for its tenant's settings; it asks again in a minute.")]
    private partial void LogNotAsked(Exception exception, SessionKey session);

    [LoggerMessage(EventId = LogEvents.SessionReminderLeft, Level = LogLevel.Warning, Message = "The reminder of session {Session} could not be removed.")]
    private partial void LogReminderLeft(Exception exception, string session);
}

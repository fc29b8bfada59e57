using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.Retry;

namespace RemoteAssist.Customer.Host.Connection;

/// <summary>Keeps a session going over lost connections: for ever, with waits that grow and differ from program to program.</summary>
internal sealed partial class SharingSession
{
    /// <summary>A connection that lasted so long starts the waits from the beginning.</summary>
    internal static readonly TimeSpan Settled = TimeSpan.FromSeconds(10);

    /// <summary>A ticket is good for a minute; who thought about the consent for longer than this needs another one.</summary>
    internal static readonly TimeSpan TicketAge = TimeSpan.FromSeconds(45);

    private readonly JoinClient _join;
    private readonly Func<string, Action, CancellationToken, Task<ConnectionEnd>> _connect;
    private readonly TimeProvider _time;
    private readonly TextWriter _terminal;
    private readonly ILogger _logger;
    private readonly ResiliencePipeline<Attempt> _pipeline;

    private Joined _place;
    private string? _ticket;
    private readonly long _ticketAt;

    /// <summary>Makes the session.</summary>
    /// <param name="join">Gets tickets.</param>
    /// <param name="connect">Connects with a ticket and runs until the connection ends.</param>
    /// <param name="place">The place in the session, with a fresh ticket.</param>
    /// <param name="time">The clock.</param>
    /// <param name="terminal">For the customer.</param>
    /// <param name="logger">The log.</param>
    internal SharingSession(
        JoinClient join,
        Func<string, Action, CancellationToken, Task<ConnectionEnd>> connect,
        Joined place,
        TimeProvider time,
        TextWriter terminal,
        ILogger<SharingSession> logger)
    {
        _join = join;
        _connect = connect;
        _place = place;
        _ticket = place.Ticket;
        _ticketAt = time.GetTimestamp();
        _time = time;
        _terminal = terminal;
        _logger = logger;
        _pipeline = Reconnect.Pipeline<Attempt>(time, static attempt => attempt is { End: ConnectionEnd.Lost, Lasted: false });
    }

    /// <summary>Shares until the session is over.</summary>
    internal async Task<ConnectionEnd> RunAsync(CancellationToken stop)
    {
        try
        {
            while (true)
            {
                Attempt attempt = await _pipeline.ExecuteAsync(AttemptAsync, stop).ConfigureAwait(false);
                if (attempt.End != ConnectionEnd.Lost) return attempt.End;
                // When a gateway goes down, all of its programs notice in the same moment.
                await Task.Delay(Reconnect.FirstJitter(), _time, stop).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return ConnectionEnd.Stopped;
        }
    }

    private async ValueTask<Attempt> AttemptAsync(CancellationToken stop)
    {
        string? ticket = _time.GetElapsedTime(_ticketAt) < TicketAge ? _ticket : null;
        _ticket = null;
        if (ticket is null)
        {
            JoinAnswer answer = await _join.ResumeAsync(_place, stop).ConfigureAwait(false);
            if (answer.Outcome == JoinOutcome.Over) return new Attempt(ConnectionEnd.Over, false);
            if (answer.Joined is not { } joined)
            {
                LogNoTicket(answer.Outcome, answer.Status);
                return new Attempt(ConnectionEnd.Lost, false);
            }

            _place = joined;
            ticket = joined.Ticket;
        }

        long started = _time.GetTimestamp();
        bool welcomed = false;
        ConnectionEnd end = await _connect(ticket, () => welcomed = true, stop).ConfigureAwait(false);
        if (end == ConnectionEnd.Lost && welcomed) await _terminal.WriteLineAsync(Texts.Lost).ConfigureAwait(false);
        return new Attempt(end, welcomed && _time.GetElapsedTime(started) >= Settled);
    }

    [LoggerMessage(EventId = 203, Level = LogLevel.Information, Message = "No ticket to come back with: {Outcome} {Status}.")]
    private partial void LogNoTicket(JoinOutcome outcome, int status);

    /// <summary>What one connection came to, and whether it lasted.</summary>
    internal readonly record struct Attempt(ConnectionEnd End, bool Lasted);
}

/// <summary>How programs come back.</summary>
internal static class Reconnect
{
    /// <summary>The first wait, before jitter.</summary>
    internal static readonly TimeSpan First = TimeSpan.FromMilliseconds(100);

    /// <summary>The longest wait.</summary>
    internal static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    /// <summary>Repeats for ever while <paramref name="again"/> says so.</summary>
    internal static ResiliencePipeline<T> Pipeline<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.All)] T>(TimeProvider time, Func<T, bool> again) =>
        new ResiliencePipelineBuilder<T> { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions<T>
            {
                MaxRetryAttempts = int.MaxValue,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Delay = First,
                MaxDelay = Longest,
                ShouldHandle = arguments => ValueTask.FromResult(arguments.Outcome.Exception is null && arguments.Outcome.Result is { } result && again(result)),
            })
            .Build();

    /// <summary>Up to <see cref="First"/>.</summary>
    internal static TimeSpan FirstJitter() => First * Random.Shared.NextDouble();
}

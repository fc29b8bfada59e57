using RemoteAssist.Gateway.Telemetry;
using RemoteAssist.Grains.Interfaces.Sessions;

namespace RemoteAssist.Gateway.Sockets;

/// <summary>
/// Tells the session grain what the host says about itself: in order, one call at a time, and while one is under way only the newest of each
/// kind waits, so that a host that talks without end costs one call at a time.
/// </summary>
internal sealed partial class HostReports(ISessionGrain session, Guid connection, ILogger logger)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private const int Tries = 5;

    private readonly Lock _lock = new();
    private ScreenLayout? _layout;
    private SessionRights? _rights;
    private CustomerSystem? _system;
    private Task _telling = Task.CompletedTask;
    private bool _running;

    internal void Tell(ScreenLayout layout) => Enqueue(() => _layout = layout);

    internal void Tell(SessionRights rights) => Enqueue(() => _rights = rights);

    internal void Tell(CustomerSystem system) => Enqueue(() => _system = system);

    /// <summary>Completes when all has been told.</summary>
    internal Task Told()
    {
        lock (_lock) return _telling;
    }

    private void Enqueue(Action change)
    {
        lock (_lock)
        {
            change();
            if (_running) return;
            _running = true;
            _telling = Run();
        }
    }

    private async Task Run()
    {
        await Task.Yield();
        while (true)
        {
            ScreenLayout? layout;
            SessionRights? rights;
            CustomerSystem? system;
            lock (_lock)
            {
                (layout, rights, system) = (_layout, _rights, _system);
                (_layout, _rights, _system) = (null, null, null);
                _running = layout is not null || rights is not null || system is not null;
                if (!_running) return;
            }

            // Rights first: what may be seen is decided before there is something to see.
            if (rights is { } granted) await Call(() => session.SetConsent(connection, granted));
            if (system is not null) await Call(() => session.SetSystem(connection, system));
            if (layout is not null) await Call(() => session.SetLayout(connection, layout));
        }
    }

    private async Task Call(Func<Task> call)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                await call();
                return;
            }
            catch (Exception failure)
            {
                LogFailed(failure, connection, attempt);
                if (attempt == Tries) return;
            }

            await Task.Delay(Pause);
        }
    }

    [LoggerMessage(LogEvents.GrainCallFailed, LogLevel.Warning, "What the host of connection {Connection} said could not be told to its session (attempt {Attempt})")]
    private partial void LogFailed(Exception failure, Guid connection, int attempt);
}

using System.Runtime.InteropServices;
using Microsoft.Extensions.Logging;
using RemoteAssist.Customer.Host.Capture;
using RemoteAssist.Customer.Host.Capture.X11;
using RemoteAssist.Customer.Host.Consent;
using RemoteAssist.Customer.Host.Input;
using RemoteAssist.Customer.Host.Input.X11;
using RemoteAssist.Customer.Host.Start;

namespace RemoteAssist.Customer.Host.Connection;

/// <summary>The program from its arguments to its exit code.</summary>
internal sealed partial class HostProgram(HostOptions options, string version) : IDisposable
{
    private readonly TimeProvider _time = TimeProvider.System;
    private readonly ConsentState _consent = new();
    private readonly CancellationTokenSource _stop = new();

    /// <summary>Runs to the end of the session.</summary>
    internal async Task<int> RunAsync()
    {
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, Stop);
        X11Desktop? desktop = X11Desktop.TryOpen(options.Display, out string? problem);
        X11InputDevice? device = desktop is null ? null : X11InputDevice.TryOpen(options.Display, _time);
        if (desktop is null || device is null)
        {
            Console.Error.WriteLine(problem ?? Texts.NoDisplay(options.Display ?? string.Empty));
            desktop?.Dispose();
            return ExitCode.NoScreen;
        }

        using var screen = new ScreenThread(desktop, _consent, _time, Log<ScreenThread>());
        using var input = new InputRouter(device, _consent, _time);
        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, ConnectTimeout = TimeSpan.FromSeconds(10) };
        using var http = new HttpMessageInvoker(handler);
        try
        {
            return await ShareAsync(http, new HostParts(screen, input, _consent, _time, version)).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            Console.WriteLine(Texts.Stopped);
            return ExitCode.Over;
        }
        catch (Exception exception)
        {
            // Nobody planned for this; held keys are still released on the way out, and the customer gets a sentence instead of a crash.
            TerminalLog<HostProgram> log = Log<HostProgram>();
            LogFailed(log, exception);
            Console.Error.WriteLine(Texts.Failed(exception.Message));
            return ExitCode.Failed;
        }
    }

    private async Task<int> ShareAsync(HttpMessageInvoker http, HostParts parts)
    {
        var join = new JoinClient(http, options.Server, _time);
        JoinAnswer answer = await JoinAsync(join).ConfigureAwait(false);
        if (answer.Waiting is { } place) answer = await Admission.WaitAsync(join, place, Console.Out, _time, _stop.Token).ConfigureAwait(false);
        if (answer.Joined is not { } joined) return Refuse(answer);
        if (joined.TookOver) Console.WriteLine(Texts.TookOver);
        _consent.Replace(options.Grant ?? await Task.Run(() => Ask(joined)).WaitAsync(_stop.Token).ConfigureAwait(false));
        if (_consent.Rights.Length == 0)
        {
            Console.WriteLine(Texts.NothingAllowed);
            return ExitCode.NothingAllowed;
        }

        GatewayConnection? current = null;
        _consent.Changed += () =>
        {
            parts.Input.ConsentChanged();
            parts.Screen.ConsentChanged();
            current?.TellConsent();
        };
        parts.Screen.Start();
        Console.WriteLine(Texts.Sharing(_consent.Rights));
        ReadCommands();
        var session = new SharingSession(
            join,
            (ticket, welcomed, stop) =>
            {
                current = new GatewayConnection(http, parts, Log<GatewayConnection>());
                return current.RunAsync(options.Server, ticket, welcomed, stop);
            },
            joined,
            _time,
            Console.Out,
            Log<SharingSession>());
        Task<ConnectionEnd> sharing = session.RunAsync(_stop.Token);
        if (await Task.WhenAny(sharing, parts.Screen.Failed).ConfigureAwait(false) != sharing)
        {
            await _stop.CancelAsync().ConfigureAwait(false);
            await sharing.ConfigureAwait(false);
            Console.Error.WriteLine(Texts.Failed((await parts.Screen.Failed.ConfigureAwait(false)).Message));
            return ExitCode.Failed;
        }

        return Finish(await sharing.ConfigureAwait(false));
    }

    private async Task<JoinAnswer> JoinAsync(JoinClient join)
    {
        bool told = false;
        return await Reconnect.Pipeline<JoinAnswer>(_time, static answer => answer.Outcome == JoinOutcome.Unreachable).ExecuteAsync(
            async stop =>
            {
                JoinAnswer answer = await join.JoinAsync(options.Tenant, options.Pin, stop).ConfigureAwait(false);
                if (answer.Outcome == JoinOutcome.Unreachable && !told)
                {
                    told = true;
                    Console.Error.WriteLine(Texts.Unreachable(options.Server));
                }

                return answer;
            },
            _stop.Token).ConfigureAwait(false);
    }

    public void Dispose() => _stop.Dispose();

    private static IReadOnlyCollection<string> Ask(Joined joined) =>
        new ConsentQuestions(Console.In, Console.Out).Ask(joined.AskedBy ?? string.Empty, joined.TenantName ?? string.Empty);

    private static int Refuse(JoinAnswer answer)
    {
        Console.Error.WriteLine(answer.Outcome switch
        {
            JoinOutcome.TooManyAttempts => Texts.TooManyAttempts,
            JoinOutcome.PinNotValid => Texts.PinNotValid,
            JoinOutcome.NotLetIn => Texts.NotLetIn,
            JoinOutcome.Over => Texts.SessionOver,
            _ => Texts.Unexpected(answer.Status),
        });
        return answer.Outcome == JoinOutcome.Unexpected ? ExitCode.Failed : ExitCode.PinNotValid;
    }

    private static int Finish(ConnectionEnd end)
    {
        (string text, int code) = end switch
        {
            ConnectionEnd.TakenOver => (Texts.TakenOver, ExitCode.TakenOver),
            ConnectionEnd.Revoked => (Texts.Revoked, ExitCode.Revoked),
            ConnectionEnd.Stopped => (Texts.Stopped, ExitCode.Over),
            _ => (Texts.SessionOver, ExitCode.Over),
        };
        Console.WriteLine(text);
        return code;
    }

    private void ReadCommands()
    {
        var commands = new TerminalCommands(_consent, Console.Out, _stop.Cancel);
        new Thread(() => commands.Run(Console.In)) { IsBackground = true, Name = "terminal" }.Start();
    }

    private void Stop(PosixSignalContext context)
    {
        context.Cancel = true;
        _stop.Cancel();
    }

    private TerminalLog<T> Log<T>() => new(options.LogLevel, Console.Error);

    [LoggerMessage(EventId = 204, Level = LogLevel.Debug, Message = "The program failed.")]
    private static partial void LogFailed(ILogger logger, Exception exception);
}

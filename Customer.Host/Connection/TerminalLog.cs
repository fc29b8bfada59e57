using Microsoft.Extensions.Logging;

namespace RemoteAssist.Customer.Host.Connection;

/// <summary>The log of a program without log files: lines on the terminal's error stream.</summary>
internal sealed class TerminalLog<T>(LogLevel least, TextWriter terminal) : ILogger<T>
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= least && logLevel != LogLevel.None;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!IsEnabled(logLevel)) return;
        terminal.WriteLine(exception is null
            ? $"{logLevel} {eventId.Id}: {formatter(state, exception)}"
            : $"{logLevel} {eventId.Id}: {formatter(state, exception)} {exception}");
    }
}

using Microsoft.Extensions.Options;

namespace RemoteAssist.Gateway.Sockets;

/// <summary>The section <c>Sockets</c>: how long peers may take, and how much may wait for them.</summary>
public sealed class SocketOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Sockets";

    /// <summary>How long a peer may take to say Hello, 1 s to 1 min. Default: 10 s (must-survive.md, row 9).</summary>
    public TimeSpan HelloTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long one message may take to arrive from its first byte to its last, 1 s to 1 min. Default: 10 s.</summary>
    public TimeSpan MessageTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How often a Ping is sent, 1 s to 1 min. Default: 5 s.</summary>
    public TimeSpan PingInterval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a peer may say nothing before it counts as gone; more than the ping interval, at most 5 min. Default: 15 s.</summary>
    public TimeSpan SilenceTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How long one message may take to be sent, 1 s to 1 min. Default: 10 s.</summary>
    public TimeSpan SendTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a peer may take to answer a close, 1 s to 1 min. Default: 2 s.</summary>
    public TimeSpan CloseTimeout { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Bytes of updates that may wait for one viewer, 128 KiB to 64 MiB. Default: 4 MiB.</summary>
    public int ViewerQueueBytes { get; set; } = 4 * 1024 * 1024;

    /// <summary>How long an update may wait for one viewer, 100 ms to 1 min. Default: 2 s.</summary>
    public TimeSpan ViewerQueueAge { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>The most bytes of updates on their way to one viewer that it has not acknowledged, 64 KiB to 16 MiB. Default: 1 MiB.</summary>
    public int ViewerWindowBytes { get; set; } = 1024 * 1024;

    /// <summary>Bytes of input a second that one agent's connection may send for long, 16 KiB to 16 MiB; four times as many at once. Default: 64 KiB, a thousand pointer moves and keys a second.</summary>
    public int InputBytesPerSecond { get; set; } = 64 * 1024;
}

internal sealed class SocketOptionsValidation : IValidateOptions<SocketOptions>
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    public ValidateOptionsResult Validate(string? name, SocketOptions options)
    {
        List<string> failures = [];
        Range(nameof(options.HelloTimeout), options.HelloTimeout, Second, Minute);
        Range(nameof(options.MessageTimeout), options.MessageTimeout, Second, Minute);
        Range(nameof(options.PingInterval), options.PingInterval, Second, Minute);
        Range(nameof(options.SilenceTimeout), options.SilenceTimeout, options.PingInterval + Second, TimeSpan.FromMinutes(5));
        Range(nameof(options.SendTimeout), options.SendTimeout, Second, Minute);
        Range(nameof(options.CloseTimeout), options.CloseTimeout, Second, Minute);
        Range(nameof(options.ViewerQueueAge), options.ViewerQueueAge, TimeSpan.FromMilliseconds(100), Minute);
        Range(nameof(options.ViewerQueueBytes), options.ViewerQueueBytes, 128 * 1024, 64 * 1024 * 1024);
        Range(nameof(options.ViewerWindowBytes), options.ViewerWindowBytes, 64 * 1024, 16 * 1024 * 1024);
        Range(nameof(options.InputBytesPerSecond), options.InputBytesPerSecond, 16 * 1024, 16 * 1024 * 1024);
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);

        void Range<T>(string key, T value, T least, T most)
            where T : IComparable<T>
        {
            if (value.CompareTo(least) < 0 || value.CompareTo(most) > 0) failures.Add($"Sockets:{key} is {value}; it must be {least} to {most}.");
        }
    }
}

using Microsoft.Extensions.Options;

namespace RemoteAssist.Streaming;

/// <summary>Refuses options out of range when the process starts, naming the property, the value and the range.</summary>
internal sealed class LiveStreamOptionsValidator : IValidateOptions<LiveStreamOptions>
{
    private const int Gigabyte = 1024 * 1024 * 1024;
    private const int LargestCall = 64 * 1024 * 1024;

    public ValidateOptionsResult Validate(string? name, LiveStreamOptions options)
    {
        var errors = new List<string>();
        Time(nameof(options.RenewInterval), options.RenewInterval, TimeSpan.FromMilliseconds(50), TimeSpan.FromSeconds(30));
        Time(nameof(options.LeaseDuration), options.LeaseDuration, 2 * options.RenewInterval, TimeSpan.FromMinutes(10));
        Time(nameof(options.IdleHubLifetime), options.IdleHubLifetime, TimeSpan.FromMilliseconds(100), TimeSpan.FromHours(1));
        Time(nameof(options.PublishTimeout), options.PublishTimeout, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10));
        Time(nameof(options.SubscribeTimeout), options.SubscribeTimeout, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10));
        Time(nameof(options.AttemptTimeout), options.AttemptTimeout, TimeSpan.FromMilliseconds(50), TimeSpan.FromSeconds(2));
        Time(nameof(options.RetryDelay), options.RetryDelay, TimeSpan.FromMilliseconds(1), TimeSpan.FromSeconds(10));
        Time(nameof(options.MaxPendingAge), options.MaxPendingAge, TimeSpan.FromMilliseconds(50), TimeSpan.FromMinutes(10));
        Bytes(nameof(options.MaxItemBytes), options.MaxItemBytes, 1, LargestCall);
        Bytes(nameof(options.MaxBatchBytes), options.MaxBatchBytes, 1, LargestCall);
        Bytes(nameof(options.MaxPublishPendingBytes), options.MaxPublishPendingBytes, options.MaxItemBytes, Gigabyte);
        Bytes(nameof(options.MaxSubscriberPendingBytes), options.MaxSubscriberPendingBytes, options.MaxItemBytes, Gigabyte);
        Bytes(nameof(options.SubscriberWindowBytes), options.SubscriberWindowBytes, options.MaxItemBytes, Gigabyte);
        Bytes(nameof(options.EstimatedItemBytes), options.EstimatedItemBytes, 1, options.MaxItemBytes);
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);

        void Time(string key, TimeSpan value, TimeSpan least, TimeSpan most)
        {
            if (value < least || value > most) errors.Add($"{nameof(LiveStreamOptions)} '{name}': {key} is {value}; it must be from {least} to {most}.");
        }

        void Bytes(string key, int value, int least, int most)
        {
            if (value < least || value > most) errors.Add($"{nameof(LiveStreamOptions)} '{name}': {key} is {value} bytes; it must be from {least} to {most}.");
        }
    }
}

using RemoteAssist.Streaming;

namespace RemoteAssist.StreamNode;

/// <summary>What all processes agree on.</summary>
internal static class Settings
{
    public static void Live(LiveStreamOptions options)
    {
        // A test machine under load may pause a process for longer than a stream of pictures would wait for it.
        if (Environment.GetEnvironmentVariable("STREAM_NODE_MAX_AGE_S") is { } age) options.MaxPendingAge = TimeSpan.FromSeconds(int.Parse(age));
    }

    public static StreamId Stream(string key) => StreamId.Create("frames", key);

    public static GrainId HubOf(string key) => GrainId.Create("live-hub", $"live/frames/{key}");
}

namespace RemoteAssist.Streaming;

/// <summary>Pauses between tries: doubling, up to 16 times the first.</summary>
internal static class Backoff
{
    public static TimeSpan Next(TimeSpan pause, TimeSpan first) => pause >= 16 * first ? pause : 2 * pause;
}

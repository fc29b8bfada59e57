namespace RemoteAssist.Benchmarks.Live;

/// <summary>A load on the streams.</summary>
/// <param name="Sessions">Streams published to at the same time.</param>
/// <param name="MessageKb">Bytes of an item, in units of 1,024.</param>
/// <param name="Subscribers">Processes that subscribe to every stream.</param>
internal sealed record LiveCase(int Sessions, int MessageKb, int Subscribers)
{
    /// <summary>Items a second and stream.</summary>
    public const int Rate = 30;

    public static IEnumerable<LiveCase> All
        => from sessions in new[] { 1, 20 } from kb in new[] { 2, 32 } from subscribers in new[] { 1, 4 } select new LiveCase(sessions, kb, subscribers);

    public override string ToString() => $"{Sessions}x{MessageKb}KBx{Subscribers}";
}

namespace RemoteAssist.Grains.State;

/// <summary>How grains save: what could not be written does not count in memory either.</summary>
internal static class PersistentStateSaving
{
    /// <summary>Makes <paramref name="next"/> the state and writes it; when it cannot be written, the last state stands and the error goes on.</summary>
    public static async Task Save<T>(this IPersistentState<T> storage, T next)
    {
        T last = storage.State;
        storage.State = next;
        try
        {
            await storage.WriteStateAsync(CancellationToken.None);
        }
        catch
        {
            storage.State = last;
            throw;
        }
    }
}

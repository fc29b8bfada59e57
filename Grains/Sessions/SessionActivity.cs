namespace RemoteAssist.Grains.Sessions;

/// <summary>How exactly a session's last activity is remembered over a restart.</summary>
internal static class SessionActivity
{
    /// <summary>Activity within this of the last that was saved is kept in memory only: limits are hours, writes cost.</summary>
    internal static readonly TimeSpan Grain = TimeSpan.FromMinutes(5);
}

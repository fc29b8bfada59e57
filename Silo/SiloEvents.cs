namespace RemoteAssist.Silo;

/// <summary>The event ids of the silo host's log messages, each used once.</summary>
internal static class SiloEvents
{
    internal const int DatabaseAwaited = 2001;
    internal const int SchemaApplied = 2002;
    internal const int ClusterAwaited = 2003;
}

namespace RemoteAssist.Gateway.Telemetry;

/// <summary>The ids of the gateway's log events; an id is never given to another event.</summary>
internal static class LogEvents
{
    internal const int RequestFailed = 3000;
    internal const int ClusterUnreachable = 3001;
    internal const int ForeignTenant = 3002;
    internal const int SocketOpened = 3100;
    internal const int SocketClosed = 3101;
    internal const int SocketFailed = 3102;
    internal const int PeerRefused = 3103;
    internal const int InputWithoutRight = 3104;
    internal const int LeaseFailed = 3105;
    internal const int TickFailed = 3106;
    internal const int GrainCallFailed = 3107;
    internal const int RelayOpened = 3200;
    internal const int RelayClosed = 3201;
    internal const int RelayGap = 3202;
    internal const int RelayStreamFailed = 3203;
    internal const int PublishFailed = 3204;
    internal const int SnapshotReadFailed = 3205;
    internal const int ViewerLagged = 3206;
    internal const int RepairAsked = 3207;
    internal const int DemoSeeded = 3300;
    internal const int DemoSessionOpened = 3301;
    internal const int DemoFailed = 3302;
}

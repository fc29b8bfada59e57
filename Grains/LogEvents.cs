namespace RemoteAssist.Grains;

/// <summary>The event ids of the grains' log messages, each used once.</summary>
internal static class LogEvents
{
    internal const int SessionStarted = 1001;
    internal const int SessionJoined = 1002;
    internal const int SessionEnded = 1003;
    internal const int SessionNotSaved = 1004;
    internal const int SessionChangeNotTold = 1005;
    internal const int SessionReminderLeft = 1006;
    internal const int SessionKnock = 1007;
    internal const int HistoryNotWritten = 1008;
    internal const int SessionPolicyNotTold = 1009;
    internal const int SessionPolicyNotAsked = 1010;
    internal const int PinNotReleased = 1101;
    internal const int PinLost = 1102;
    internal const int TenantUnderAttack = 1103;
    internal const int AttemptsNotSaved = 1104;
    internal const int TenantNotNoted = 1201;
    internal const int TenantDeleted = 1202;
    internal const int TenantChangeNotTold = 1203;
}

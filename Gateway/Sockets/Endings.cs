using RemoteAssist.Gateway.Api;
using RemoteAssist.Grains.Interfaces.Sessions;
using RemoteAssist.Protocol;
using RemoteAssist.Protocol.Control;

namespace RemoteAssist.Gateway.Sockets;

/// <summary>The ways in which the gateway ends a connection.</summary>
internal static class Endings
{
    /// <summary>The peer sent what is not allowed.</summary>
    internal static Ending Wrong(ProtocolError error, string detail)
    {
        string code = error switch
        {
            ProtocolError.OverCap => "over_cap",
            ProtocolError.UnknownVersion => "unknown_version",
            _ => "bad_message",
        };
        return Refuse(CloseCodes.For(error), code, $"{error}: {detail}");
    }

    internal static Ending NoRight(string detail) => Refuse(CloseCodes.ProtocolError, "no_right", detail);

    internal static Ending TimedOut(string detail) => Refuse(CloseCodes.TimedOut, "timed_out", detail);

    internal static Ending Revoked() => Refuse(CloseCodes.Revoked, "revoked", "What this connection was allowed by has been withdrawn.");

    internal static Ending Unavailable() => Refuse(CloseCodes.TimedOut, "unavailable", "The cluster cannot be reached right now; connect again.");

    internal static Ending Stopped() => new(1000, "customer_stopped", null);

    internal static Ending GoingAway() => new(CloseCodes.GoingAway, "going_away", null);

    internal static Ending TakenOver() => new(CloseCodes.TakenOver, "taken_over", ControlJson.Write(new Stop("taken_over")));

    internal static Ending SessionEnded(EndReason reason)
    {
        string word = SessionViews.Word(reason) ?? "timed_out";
        return new(CloseCodes.SessionEnded, word, ControlJson.Write(new Stop(word)));
    }

    internal static byte[] Refused(string code, string detail) => ControlJson.Write(new Refused(code, $"refused.{code}", detail));

    private static Ending Refuse(int closeCode, string code, string detail) => new(closeCode, code, Refused(code, detail));
}

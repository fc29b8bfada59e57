using System.Text.Json.Serialization;

namespace RemoteAssist.Protocol.Control;

/// <summary>What a peer says first.</summary>
/// <param name="Versions">The protocol versions that it speaks; <see cref="ControlJson.Version"/> is ours.</param>
/// <param name="Client">Its program and version, for the log, at most <see cref="Caps.Name"/> characters.</param>
/// <param name="Codecs">What it can encode or decode: <c>palette</c>, <c>jpeg</c>, <c>webp</c>, and the words of <see cref="CodecNames"/>.</param>
public sealed record Hello(int[] Versions, string Client, string[] Codecs);

/// <summary>The answer to a <see cref="Hello"/>.</summary>
/// <param name="Version">The version that is spoken from now on.</param>
/// <param name="Session">The session's id.</param>
/// <param name="Participant">The participant's number in the session, from 1; 0 for the host.</param>
/// <param name="Rights">What this connection may do.</param>
/// <param name="PingSeconds">A ping comes at least this often; a peer that hears nothing for three times as long connects again.</param>
public sealed record Welcome(int Version, string Session, int Participant, string[] Rights, int PingSeconds);

/// <summary>Why a peer is sent away.</summary>
/// <param name="Code">A stable word: <c>bad_message</c>, <c>over_cap</c>, <c>unknown_version</c>, <c>session_ended</c>, <c>taken_over</c>, <c>revoked</c>, <c>no_right</c>, <c>timed_out</c>, <c>unavailable</c>.</param>
/// <param name="TextKey">The key of the text to show, in the viewer's catalogue.</param>
/// <param name="Detail">What was wrong and what is allowed, in English, for logs.</param>
public sealed record Refused(string Code, string TextKey, string Detail);

/// <summary>The session is over, or this connection is no longer wanted.</summary>
/// <param name="Reason">A stable word: <c>agent_left</c>, <c>customer_stopped</c>, <c>timed_out</c>, <c>admin_ended</c>, <c>taken_over</c>.</param>
public sealed record Stop(string Reason);

/// <summary>The customer's screens.</summary>
/// <param name="Epoch">The epoch that begins with this layout; updates of an older one are dropped.</param>
/// <param name="Active">The id of the screen that is shown to who has not chosen one.</param>
/// <param name="Screens">1 to <see cref="Caps.Screens"/> of them, ids from 0 without gaps.</param>
/// <param name="Quality">What the host uses now: a word of <see cref="QualityNames"/>. A change of it alone keeps the epoch.</param>
/// <param name="Watched">The ids of the screens that are being sent; null for the active one alone. A change of it alone keeps the epoch.</param>
public sealed record Layout(uint Epoch, ushort Active, Screen[] Screens, string Quality = QualityNames.Automatic, ushort[]? Watched = null);

/// <summary>The words for <see cref="PictureQuality"/>.</summary>
public static class QualityNames
{
    /// <summary><see cref="PictureQuality.Automatic"/>.</summary>
    public const string Automatic = "automatic";

    private static readonly string[] Words = [Automatic, "sharp", "fast", "lowData"];

    /// <summary>The word for a quality.</summary>
    public static string Of(PictureQuality quality) => Words[(int)quality];

    /// <summary>The quality of a word.</summary>
    /// <returns>False when it is no word of this protocol.</returns>
    public static bool TryParse(string word, out PictureQuality quality)
    {
        int at = Array.IndexOf(Words, word);
        quality = (PictureQuality)Math.Max(at, 0);
        return at >= 0;
    }
}

/// <summary>One of the customer's screens.</summary>
/// <param name="Id">Its number, from 0.</param>
/// <param name="X">Left edge on the desktop, in pixels.</param>
/// <param name="Y">Top edge on the desktop, in pixels.</param>
/// <param name="Width">1 to <see cref="Caps.ScreenSide"/> pixels.</param>
/// <param name="Height">1 to <see cref="Caps.ScreenSide"/> pixels.</param>
/// <param name="Scale">Percent: 100 for one pixel a point.</param>
/// <param name="Primary">Whether the system calls it the main one.</param>
/// <param name="Name">The system's name for it: hostile text.</param>
public sealed record Screen(ushort Id, int X, int Y, int Width, int Height, int Scale, bool Primary, string Name);

/// <summary>The customer's system in its own words: hostile text, each at most <see cref="Caps.Name"/> characters.</summary>
/// <param name="Os"><c>linux</c>, <c>windows</c> or <c>browser</c>.</param>
/// <param name="OsVersion">For example <c>Debian GNU/Linux 12</c>.</param>
/// <param name="UserName">The signed-in user.</param>
/// <param name="MachineName">The computer's name.</param>
/// <param name="Client">The host program's version.</param>
public sealed record SystemInfo(string Os, string OsVersion, string UserName, string MachineName, string Client);

/// <summary>The rights that the customer grants right now; the host enforces them whatever anybody else says.</summary>
/// <param name="Rights">Words of <see cref="RightNames"/>.</param>
public sealed record Consent(string[] Rights);

/// <summary>The words for rights.</summary>
public static class RightNames
{
    /// <summary>May see the screen.</summary>
    public const string See = "see";

    /// <summary>May use mouse and keyboard.</summary>
    public const string Control = "control";

    /// <summary>May transfer files.</summary>
    public const string Files = "files";

    /// <summary>May sync the clipboard.</summary>
    public const string Clipboard = "clipboard";

    /// <summary>All of them, in the order in which they are asked for.</summary>
    public static readonly string[] All = [See, Control, Files, Clipboard];
}

/// <summary>The session as a viewer sees it. Numbers count up with every change, so that an older one is recognised.</summary>
/// <param name="Version">The snapshot's version.</param>
/// <param name="Id">The session's id.</param>
/// <param name="State"><c>waiting</c>, <c>active</c>, <c>customerAway</c>, <c>agentsAway</c> or <c>ended</c>.</param>
/// <param name="EndReason">When ended: a word of <see cref="Stop.Reason"/>; else null.</param>
/// <param name="Pin">The PIN, for agents; null for viewers and once the session is over.</param>
/// <param name="CustomerUrl">The URL to read to the customer, for agents; else null.</param>
/// <param name="Rights">What the customer grants right now.</param>
/// <param name="People">Who is in the session.</param>
/// <param name="Customer">What the customer's system says about itself, once there is one.</param>
public sealed record SessionState(
    long Version,
    string Id,
    string State,
    string? EndReason,
    string? Pin,
    string? CustomerUrl,
    string[] Rights,
    Person[] People,
    SystemInfo? Customer)
{
    /// <summary>For agents: devices that know the PIN and wait to be let in. Missing when there are none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Knock[]? Knocking { get; init; }

    /// <summary>When the session ends because nobody does anything, once that is near; seconds since 1970, UTC.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? IdleEndsAt { get; init; }

    /// <summary>How many devices the customer has had in the session: it rises when one takes over. Missing before the second.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Devices { get; init; }
}

/// <summary>A device that waits to be let in.</summary>
/// <param name="Code">Its check number, 10 to 99.</param>
/// <param name="Address">Its network address.</param>
public sealed record Knock(int Code, string Address);

/// <summary>Somebody in the session.</summary>
/// <param name="Number">The participant's number, from 1.</param>
/// <param name="Name">The name to show.</param>
/// <param name="Role"><c>agent</c> or <c>viewer</c>.</param>
/// <param name="Present">Whether a connection of theirs is open.</param>
public sealed record Person(int Number, string Name, string Role, bool Present);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = false, MaxDepth = 8)]
[JsonSerializable(typeof(Hello))]
[JsonSerializable(typeof(Welcome))]
[JsonSerializable(typeof(Refused))]
[JsonSerializable(typeof(Stop))]
[JsonSerializable(typeof(Layout))]
[JsonSerializable(typeof(SystemInfo))]
[JsonSerializable(typeof(Consent))]
[JsonSerializable(typeof(SessionState))]
internal sealed partial class ControlJsonContext : JsonSerializerContext;

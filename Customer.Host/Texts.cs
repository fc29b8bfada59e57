using RemoteAssist.Protocol.Control;

namespace RemoteAssist.Customer.Host;

/// <summary>All that the customer reads in the terminal.</summary>
internal static class Texts
{
    internal const string DisplayLost = "The desktop is gone; the session on this computer is over.";
    internal const string AnswerYesOrNo = "Please answer y for yes or n for no.";
    internal const string Commands = "While sharing you can type: stop · deny RIGHT · grant RIGHT   (RIGHT: see, control, files, clipboard). Ctrl+C stops as well.";
    internal const string NothingAllowed = "You allowed nothing, so nothing was shared.";
    internal const string PinNotValid = "This PIN does not work. Check the digits with the person who gave it to you; a PIN ends with its session.";
    internal const string NotLetIn = "You were not let in. Ask the person who helps you, then try again.";
    internal const string TooManyAttempts = "Too many wrong PINs were tried from here. Wait a few minutes, then try again.";
    internal const string SessionOver = "The session is over. Nothing is shared any more.";
    internal const string TookOver = "Another computer was in this session with the same PIN; this one takes its place.";
    internal const string TakenOver = "Another computer joined with the same PIN. Nothing is shared from this one any more.";
    internal const string Revoked = "The permission to share in this session was withdrawn. Nothing is shared any more.";
    internal const string Stopped = "You stopped sharing. Nothing is shared any more.";
    internal const string Lost = "The connection was lost; connecting again …";
    internal const string Connecting = "Connecting …";

    internal static string Help(string version) => $"""
        remote-assist {version}: shows this desktop to the person who helps you, after you agreed.

        remote-assist --pin 482913 [--server URL] [--tenant NAME] [--grant see,control] [--display :0]
        remote-assist http://HOST/TENANT/482913

          --pin DIGITS       the PIN that you were told (6 to 12 digits)
          --server URL       where to connect; also the whole address that you were told, with tenant and PIN
          --tenant NAME      the contact center, when the address does not name it
          --grant RIGHTS     allow see, control, files, clipboard without being asked; separated by commas
          --display NAME     the X display to share; DISPLAY of the environment by default
          --log-level LEVEL  trace, debug, information, warning, error or none; warning by default
          --help, --version  this text; the version

        {Commands}

        Exit codes: 0 the session is over or you stopped it; 1 something failed; 2 the PIN does not work;
        3 wrong arguments; 4 no desktop that can be shared; 5 you allowed nothing; 6 another computer took over;
        7 the permission was withdrawn.
        """;

    internal static string Knocking(string askedBy, string tenantName, int code) => $"""

        {Plain(askedBy)} of {Plain(tenantName)} must let you in first.
        Tell them this number: {code}

        """;

    internal static string Introduction(string askedBy, string tenantName) => $"""

        {Plain(askedBy)} of {Plain(tenantName)} asks to help you on this computer.
        Only go on if YOU called them. Nobody honest calls you out of the blue and asks for this.

        """;

    internal static string Question(string right) => right switch
    {
        RightNames.See => "May they see this screen? [y/N] ",
        RightNames.Control => "May they use mouse and keyboard? [y/N] ",
        RightNames.Files => "May they send and receive files? [y/N] ",
        _ => "May they share the clipboard? [y/N] ",
    };

    internal static string Allowed(string[] rights) =>
        rights.Length == 0 ? "Allowed now: nothing." : $"Allowed now: {string.Join(", ", rights)}.";

    internal static string Sharing(string[] rights) => $"Sharing. {Allowed(rights)} {Commands}";

    internal static string UnknownRight(string right) => $"'{Plain(right)}' is no right. Rights: {string.Join(", ", RightNames.All)}.";

    internal static string NoDisplay(string name) => name.Length == 0
        ? "There is no X display: DISPLAY is not set. Run this on a desktop, or name one with --display :0."
        : $"The X display '{name}' cannot be opened. Name another one with --display, or allow this user there with xhost.";

    internal static string UnknownPixels(string name, int depth) =>
        $"The X display '{name}' has {depth} bits a pixel in a form that cannot be shared; 24 or 32 bits TrueColor (red, green, blue) are needed.";

    internal static string NoExtension(string name, string extension) => $"The X server of '{name}' lacks the extension {extension}, without which the screen cannot be shared.";

    internal static string Unreachable(Uri server) => $"{server.GetLeftPart(UriPartial.Authority)} cannot be reached; trying again …";

    internal static string Unexpected(int status) => $"The server answered {status}, which this program does not understand. It may be another version.";

    internal static string Failed(string what) => $"This should not have happened: {what}";

    /// <summary>Text of others without control characters, which could rewrite what stands in the terminal.</summary>
    internal static string Plain(string text)
    {
        string plain = string.Concat(text.Where(character => !char.IsControl(character)));
        return plain.Length <= 120 ? plain : plain[..120];
    }
}

using RemoteAssist.Protocol.Control;

namespace RemoteAssist.Customer.Host.Consent;

/// <summary>Carries out what the customer types while the session runs.</summary>
internal sealed class TerminalCommands(ConsentState consent, TextWriter terminal, Action stop)
{
    /// <summary>Reads commands until the input ends.</summary>
    internal void Run(TextReader input)
    {
        while (input.ReadLine() is { } line) Execute(line);
    }

    /// <summary>Carries out one line.</summary>
    internal void Execute(string line)
    {
        switch (line.ToLowerInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            case []:
                break;
            case ["stop"]:
                stop();
                break;
            case ["grant" or "deny", var right] when !RightNames.All.Contains(right):
                terminal.WriteLine(Texts.UnknownRight(right));
                break;
            case ["grant", var right]:
                consent.Set(right, true);
                terminal.WriteLine(Texts.Allowed(consent.Rights));
                break;
            case ["deny", var right]:
                consent.Set(right, false);
                terminal.WriteLine(Texts.Allowed(consent.Rights));
                break;
            default:
                terminal.WriteLine(Texts.Commands);
                break;
        }
    }
}

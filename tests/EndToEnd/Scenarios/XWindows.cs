using RemoteAssist.Rig;

namespace RemoteAssist.EndToEnd.Scenarios;

/// <summary>The windows of programs on a desktop, as xdotool finds them by their process: another window of the same kind may just be closing.</summary>
internal static class XWindows
{
    // Each starts two programs, so that these take about half a second.
    private const int Looks = 20;

    /// <summary>The middle of the window, once it is on the screen, in the screen's pixels.</summary>
    public static async Task<(int X, int Y)> Middle(Desktop desktop, Child program)
    {
        Dictionary<string, int> box = await Box(desktop, program);
        return (box["X"] + box["WIDTH"] / 2, box["Y"] + box["HEIGHT"] / 2);
    }

    /// <summary>The width of the window, once it is on the screen, in pixels.</summary>
    public static async Task<int> Width(Desktop desktop, Child program) => (await Box(desktop, program))["WIDTH"];

    /// <summary>Whether a window of the program is, within a moment, the one that the window manager gives the keyboard to.</summary>
    public static async Task<bool> BecomesActive(Desktop desktop, Child program)
    {
        for (int look = 0; look < Looks; look++)
        {
            string active = await Ask(desktop, "getactivewindow");
            if ((await Ask(desktop, "search", "--all", "--onlyvisible", "--pid", $"{program.Id}", "--class", "")).Split('\n').Contains(active)) return true;
        }

        return false;
    }

    /// <summary>Which window has the keyboard and what is held down, for the message of a time-out.</summary>
    public static async Task<string> Active(Desktop desktop) => $"window {await Ask(desktop, "getactivewindow")} has it; {HeldInput.On(desktop.Display)}";

    private static async Task<Dictionary<string, int>> Box(Desktop desktop, Child program)
    {
        Dictionary<string, int> box = [];
        await Wait.Until($"a window of process {program.Id} is on the screen", async () =>
        {
            box = Values(await Ask(desktop, "search", "--all", "--onlyvisible", "--pid", $"{program.Id}", "--class", "", "getwindowgeometry", "--shell"));
            return box.ContainsKey("HEIGHT");
        });
        return box;
    }

    private static async Task<string> Ask(Desktop desktop, params string[] arguments)
    {
        await using Child asked = desktop.Run("xdotool", arguments);
        await asked.Exit();
        return asked.Output;
    }

    private static Dictionary<string, int> Values(string lines)
    {
        Dictionary<string, int> values = [];
        foreach (string line in lines.Split('\n'))
        {
            if (line.Split('=') is [var name, var value] && int.TryParse(value, out int number)) values.TryAdd(name, number);
        }

        return values;
    }
}

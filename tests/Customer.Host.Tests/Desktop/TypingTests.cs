using RemoteAssist.Customer.Host.Tests.Stand;
using RemoteAssist.Protocol;
using RemoteAssist.Rig;

namespace RemoteAssist.Customer.Host.Tests.Desktop;

public sealed class TypingTests
{
    private const ushort KeyA = 0x04, KeyQ = 0x14, KeyS = 0x16, KeyReturn = 0x28, ControlLeft = 0xE0, ShiftLeft = 0xE1, AltRight = 0xE6;
    private const uint Return = 0xFF0D, ControlL = 0xFFE3, ShiftL = 0xFFE1, Level3 = 0xFE03;

    // Characters of the layout, of others, of none; more different ones than there are spare keycodes.
    private static readonly string Burst = string.Concat(Enumerable.Range(0, 10).Select(_ => "é ß € ж 漢 Grüße, ΑΩ! {x}@\\")) + "日本語の文字をたくさん入力する試験鬱薔薇檸檬憂愁";

    [Fact]
    public async Task Text_of_any_script_arrives_in_a_terminal_however_fast_it_comes() =>
        await InTerminal(null, async (type, written) =>
        {
            await type.Text(Burst + "😀\n");
            await written(Burst + "😀\n");
        });

    [Fact]
    public async Task Keys_arrive_as_their_characters_with_the_modifiers_that_the_agent_holds() =>
        await InTerminal(null, async (type, written) =>
        {
            // A Shift held for a capital, a character that needs none here, and one that the layout lacks, in both cases.
            await type.Key(ShiftLeft, ShiftL, true);
            await type.Stroke(KeyA, 'A');
            await type.Stroke(0x24, '7');
            await type.Stroke(0x1F, 0xC9);
            await type.Key(ShiftLeft, ShiftL, false);
            await type.Stroke(0x24, '/');
            await type.Stroke(0x1F, 0xE9);
            // AltGr with Q on a German keyboard; this layout has its @ elsewhere.
            await type.Key(AltRight, Level3, true);
            await type.Stroke(KeyQ, '@');
            await type.Stroke(0x08, 0x20AC);
            await type.Key(AltRight, Level3, false);
            await type.Stroke(KeyA, 'a');
            await type.Stroke(KeyReturn, Return);
            await written("A7É/é@€a\n");
        });

    [Fact]
    public async Task Third_level_characters_of_this_computers_layout_are_typed_with_its_keys() =>
        await InTerminal("de", async (type, written) =>
        {
            await type.Text("Yz{[]}\\@€ß~|µ ж\n");
            await type.Key(AltRight, Level3, true);
            await type.Stroke(KeyQ, '@');
            await type.Key(AltRight, Level3, false);
            await type.Stroke(0x1C, 'z');
            await type.Stroke(KeyReturn, Return);
            await written("Yz{[]}\\@€ß~|µ ж\n@z\n");
        });

    [Fact]
    public async Task Text_of_any_script_arrives_in_a_gtk_editor_and_shortcuts_work()
    {
        await using Rig.Desktop desktop = await Rig.Desktop.Start(800, 600, windowManager: false);
        string file = Path.GetTempFileName();
        await using Child editor = desktop.Run("mousepad", "--disable-server", file);
        await using HostRun host = HostRun.Start(desktop.Display, "control");
        var type = new Typist(await host.Gateway.Connection());
        await Focused(desktop, editor, Path.GetFileName(file));
        await type.Text(Burst);
        await type.Key(ShiftLeft, ShiftL, true);
        await type.Stroke(KeyA, 'A');
        await type.Key(ShiftLeft, ShiftL, false);
        await Wait.Until(
            "the text in the saved file",
            async () =>
            {
                // Russian letters on the agent's keyboard: the shortcut is that of the key.
                await type.Key(ControlLeft, ControlL, true);
                await type.Stroke(KeyS, 0x6D9);
                await type.Key(ControlLeft, ControlL, false);
                return (await File.ReadAllTextAsync(file)).TrimEnd('\n') == Burst + "A";
            },
            now: () => File.ReadAllTextAsync(file));
        File.Delete(file);
    }

    [Fact]
    public async Task The_keyboards_map_is_as_it_was_when_the_session_is_over()
    {
        await using Rig.Desktop desktop = await Rig.Desktop.Start(400, 300, windowManager: false);
        string before = await Map(desktop);
        HostRun host = HostRun.Start(desktop.Display, "control");
        var type = new Typist(await host.Gateway.Connection());
        await type.Text("漢ж");
        await Wait.Until("another map", async () => await Map(desktop) != before);
        await host.DisposeAsync();
        Assert.Equal(before, await Map(desktop));
    }

    private static async Task InTerminal(string? layout, Func<Typist, Func<string, Task>, Task> test)
    {
        await using Rig.Desktop desktop = await Rig.Desktop.Start(800, 600, windowManager: false);
        if (layout is not null)
        {
            await using Child set = desktop.Run("setxkbmap", layout);
            Assert.Equal(0, await set.Exit());
        }

        string file = Path.GetTempFileName();
        await using Child terminal = desktop.Run("xterm", "-u8", "-T", "typed", "-e", "sh", "-c", $"cat > {file}");
        await using HostRun host = HostRun.Start(desktop.Display, "control");
        var type = new Typist(await host.Gateway.Connection());
        await Focused(desktop, terminal, "typed");
        await test(type, expected => Wait.Until(
            "the text in the terminal",
            async () => await File.ReadAllTextAsync(file) == expected,
            TimeSpan.FromSeconds(15),
            async () => $"'{await File.ReadAllTextAsync(file)}' instead of '{expected}'"));
        File.Delete(file);
    }

    private static async Task Focused(Rig.Desktop desktop, Child program, string title)
    {
        string focused = string.Empty;
        await Wait.Until(
            $"the focus on {title}",
            async () =>
            {
                // There is no window manager that would do it.
                await using Child give = desktop.Run("xdotool", "search", "--onlyvisible", "--name", title, "windowfocus");
                await give.Exit();
                await using Child ask = desktop.Run("xdotool", "getwindowfocus", "getwindowname");
                await ask.Exit();
                focused = $"{give.Output} {ask.Output}";
                return ask.Output.Contains(title, StringComparison.Ordinal);
            },
            now: () => Task.FromResult($"{focused} {program.Ended} {program.Output}"));
    }

    private static async Task<string> Map(Rig.Desktop desktop)
    {
        await using Child map = desktop.Run("xmodmap", "-pke");
        await map.Exit();
        return map.Output;
    }

    private sealed class Typist(HostSocket socket)
    {
        internal Task Text(string text) => socket.Send(InputMessage.Typed(1, text));

        internal Task Key(ushort code, uint keysym, bool down) =>
            socket.Send(InputMessage.Single(1, new InputEvent { Kind = InputEventKind.Key, Code = code, Keysym = keysym, Down = down }));

        internal async Task Stroke(ushort code, uint keysym)
        {
            await Key(code, keysym, true);
            await Key(code, keysym, false);
        }
    }
}

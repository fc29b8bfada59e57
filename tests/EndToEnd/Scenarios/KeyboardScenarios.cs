using RemoteAssist.EndToEnd.Setups;
using RemoteAssist.Rig;

namespace RemoteAssist.EndToEnd.Scenarios;

public abstract class KeyboardScenarios(Setup setup) : Scenario(setup)
{
    private readonly string _directory = Directory.CreateTempSubdirectory("remoteassist-typed-").FullName;

    private string TypedFile => Path.Join(_directory, "typed.txt");

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
        GC.SuppressFinalize(this);
    }

    [Fact]
    public Task Plain_text_arrives_as_it_was_typed() => ArrivesInTerminal(keys => keys.Plain("Hello, World! ~/a-b_c\\d |x| {1+2=3} \"q\" 'r' <t> #5%^&*`"), "Hello, World! ~/a-b_c\\d |x| {1+2=3} \"q\" 'r' <t> #5%^&*`");

    [Fact]
    public Task Characters_of_other_layouts_arrive_whatever_the_customers_layout_is() => ArrivesInTerminal(
        async keys =>
        {
            await keys.Press("é", "Digit2");
            await keys.Press("ß", "Minus");
            await keys.Press("ж", "Semicolon");
            await keys.Press("z", "KeyY");
            await keys.Press("É", "Digit2", shift: true);
            await keys.Press("Ж", "Semicolon", shift: true);
        },
        "éßжzÉЖ");

    [Fact]
    public Task Characters_with_AltGr_arrive_as_characters() => ArrivesInTerminal(
        async keys =>
        {
            await keys.PressAltGr("@", "KeyQ");
            await keys.PressAltGr("€", "KeyE");
            await keys.PressAltGr("|", "IntlBackslash");
            await keys.Plain("ok");
        },
        "@€|ok");

    [Fact]
    public async Task Characters_with_AltGr_arrive_as_characters_from_Windows_too()
    {
        AgentKeys keyboard = await AgentKeys.On(Agent);
        await keyboard.PretendToBe("Win32");
        await Agent.Page.ReloadAsync();
        await Agent.WaitFor("picture", "live");
        try
        {
            await ArrivesInTerminal(
                async keys =>
                {
                    await keys.PressAltGrOnWindows("@", "KeyQ");
                    await keys.PressAltGrOnWindows("€", "KeyE");
                    await keys.PressAltGrOnWindows("|", "IntlBackslash");
                    await keys.Plain("ok");
                },
                "@€|ok");
        }
        finally
        {
            await keyboard.PretendToBe("Linux x86_64");
            await Agent.Page.ReloadAsync();
        }
    }

    [Fact]
    public Task Text_of_an_input_method_arrives() => ArrivesInTerminal(
        async keys =>
        {
            await keys.Compose("kan", "漢");
            await keys.Compose("ji", "字");
        },
        "漢字");

    [Fact]
    public async Task Text_arrives_in_an_editor_and_shortcuts_work_there()
    {
        await File.WriteAllTextAsync(TypedFile, "", TestContext.Current.CancellationToken);
        await using Child editor = Setup.Desktop.Run("mousepad", "--disable-server", TypedFile);
        await ClickOnWindow(editor);
        var keys = await AgentKeys.On(Agent);
        await keys.Plain("Gru");
        await keys.Press("ß", "Minus");
        await keys.Press("é", "Digit2");
        await keys.PressAltGr("€", "KeyE");
        await keys.Press("ж", "Semicolon");
        await keys.Compose("kan", "漢");
        await keys.Shortcut("s", "KeyS");
        await Contains("Grußé€ж漢");
    }

    [Fact]
    public Task A_modifier_held_when_the_page_loses_the_focus_is_released() => ArrivesInTerminal(
        async keys =>
        {
            await keys.Down("Control", "ControlLeft");
            await Agent.Page.EvaluateAsync("() => window.dispatchEvent(new Event('blur'))");
            await keys.Plain("cd");
        },
        "cd");

    private async Task ArrivesInTerminal(Func<AgentKeys, Task> type, string text)
    {
        await using Child terminal = await OpenTerminal();
        await ClickOnWindow(terminal);
        AgentKeys keys = await AgentKeys.On(Agent);
        await type(keys);
        // 'cat' gets a line when it is complete.
        await keys.Press("Enter", "Enter");
        await Contains(text + "\n");
    }

    // xterm (patch 379) now and then opens with room for a single character, also without us, the more so while keys get new meanings.
    private async Task<Child> OpenTerminal()
    {
        while (true)
        {
            Child terminal = Setup.Desktop.Run("xterm", "-u8", "-T", "typed", "-geometry", "80x20+60+60", "-e", "sh", "-c", "cat > \"$0\"", TypedFile);
            await Wait.Until("the terminal runs", () => File.Exists(TypedFile), now: () => terminal.Output);
            if (await XWindows.Width(Setup.Desktop, terminal) > 80) return terminal;
            await terminal.DisposeAsync();
            File.Delete(TypedFile);
        }
    }

    private Task Contains(string text) => Wait.Until(
        "what was typed has arrived",
        async () => await File.ReadAllTextAsync(TypedFile) is var typed && (typed == text || typed == text + "\n"),
        now: async () => $"expected '{text.TrimEnd()}', there is '{(await File.ReadAllTextAsync(TypedFile)).TrimEnd()}'; {await Agent.Describe()}");

    // Through the page, as the agent does it: the click gives the window the keyboard. The window manager may still move a new window, so that
    // a click can miss it; an agent then clicks again.
    private Task ClickOnWindow(Child program) => Wait.Until(
        $"a click gives the window of process {program.Id} the keyboard",
        async () =>
        {
            (int x, int y) = await XWindows.Middle(Setup.Desktop, program);
            await Agent.MoveTo(x, y);
            await Agent.Page.Mouse.DownAsync();
            await Agent.Page.Mouse.UpAsync();
            return await XWindows.BecomesActive(Setup.Desktop, program);
        },
        now: async () => $"{await XWindows.Active(Setup.Desktop)}; {await Agent.Describe()}");
}

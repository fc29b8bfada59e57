using Microsoft.Playwright;
using RemoteAssist.Rig;

namespace RemoteAssist.EndToEnd.Scenarios;

/// <summary>The agent's keyboard with any layout: key events as the browser makes them from a real one.</summary>
internal sealed class AgentKeys
{
    private const int Alt = 1, Control = 2, Shift = 8;

    private readonly ICDPSession _browser;
    private readonly IPage _page;
    private int _modifiers;

    private AgentKeys(IPage page, ICDPSession browser) => (_page, _browser) = (page, browser);

    /// <summary>The keyboard, with the remote screen in focus.</summary>
    public static async Task<AgentKeys> On(AgentPage agent) => new(agent.Page, await agent.Page.Context.NewCDPSessionAsync(agent.Page));

    /// <summary>Types plain ASCII on a US keyboard, with Shift where a character needs it.</summary>
    public Task Plain(string text) => _page.Keyboard.TypeAsync(text);

    /// <summary>Presses and releases a key.</summary>
    /// <param name="key">The character or the key's name.</param>
    /// <param name="code">The physical key.</param>
    /// <param name="shift">Whether Shift is held with it.</param>
    public async Task Press(string key, string code, bool shift = false)
    {
        if (shift) await Hold("Shift", "ShiftLeft", Shift);
        await Down(key, code);
        await Up(key, code);
        if (shift) await Release("Shift", "ShiftLeft", Shift);
    }

    /// <summary>Presses and releases a key with AltGr, as browsers on Linux report it.</summary>
    /// <param name="key">The character.</param>
    /// <param name="code">The physical key.</param>
    public async Task PressAltGr(string key, string code)
    {
        await Hold("AltGraph", "AltRight", 0);
        await Down(key, code);
        await Up(key, code);
        await Release("AltGraph", "AltRight", 0);
    }

    /// <summary>Presses and releases a key with AltGr, as browsers on Windows report it: as a left Ctrl and a right Alt, one just after the other.</summary>
    /// <param name="key">The character.</param>
    /// <param name="code">The physical key.</param>
    public async Task PressAltGrOnWindows(string key, string code)
    {
        Task control = Hold("Control", "ControlLeft", Control), alt = Hold("AltGraph", "AltRight", Alt);
        await Task.WhenAll(control, alt);
        await Down(key, code);
        await Up(key, code);
        await Release("Control", "ControlLeft", Control);
        await Release("AltGraph", "AltRight", Alt);
    }

    /// <summary>Makes the page take the agent's system for another one, from its next load on.</summary>
    /// <param name="platform">What <c>navigator.platform</c> says.</param>
    public async Task PretendToBe(string platform)
    {
        string agent = await _page.EvaluateAsync<string>("() => navigator.userAgent");
        await _browser.SendAsync("Emulation.setUserAgentOverride", new Dictionary<string, object> { ["userAgent"] = agent, ["platform"] = platform });
    }

    /// <summary>Presses a key with Ctrl.</summary>
    public async Task Shortcut(string key, string code)
    {
        await Hold("Control", "ControlLeft", Control);
        await Send("rawKeyDown", key, code, null);
        await Up(key, code);
        await Release("Control", "ControlLeft", Control);
    }

    /// <summary>Composes a text with an input method.</summary>
    /// <param name="typed">What stands there while it is composed.</param>
    /// <param name="text">What is committed.</param>
    public async Task Compose(string typed, string text)
    {
        await _browser.SendAsync("Input.imeSetComposition", new Dictionary<string, object> { ["text"] = typed, ["selectionStart"] = typed.Length, ["selectionEnd"] = typed.Length });
        await _browser.SendAsync("Input.insertText", new Dictionary<string, object> { ["text"] = text });
    }

    /// <summary>Presses a key and keeps it.</summary>
    public Task Down(string key, string code) => Send(key.Length == 1 || key == "Enter" ? "keyDown" : "rawKeyDown", key, code, key == "Enter" ? "\r" : key.Length == 1 ? key : null);

    private Task Up(string key, string code) => Send("keyUp", key, code, null);

    private async Task Hold(string key, string code, int modifier)
    {
        _modifiers |= modifier;
        await Send("rawKeyDown", key, code, null);
    }

    private async Task Release(string key, string code, int modifier)
    {
        _modifiers &= ~modifier;
        await Send("keyUp", key, code, null);
    }

    private async Task Send(string type, string key, string code, string? text)
    {
        var arguments = new Dictionary<string, object> { ["type"] = type, ["key"] = key, ["code"] = code, ["modifiers"] = _modifiers, ["location"] = code.EndsWith("Left", StringComparison.Ordinal) ? 1 : code.EndsWith("Right", StringComparison.Ordinal) ? 2 : 0 };
        if (text is not null) arguments["text"] = text;
        await _browser.SendAsync("Input.dispatchKeyEvent", arguments);
    }
}

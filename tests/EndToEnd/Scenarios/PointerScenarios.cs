using Microsoft.Playwright;
using RemoteAssist.EndToEnd.Setups;
using RemoteAssist.Rig;
using RemoteAssist.Rig.X;

namespace RemoteAssist.EndToEnd.Scenarios;

public abstract class PointerScenarios(Setup setup) : Scenario(setup)
{
    private const uint LeftHeld = 1 << 8;

    [Fact]
    public async Task A_click_lands_on_the_pixel_under_the_agents_mouse()
    {
        using XWindow window = Target();
        await Agent.MoveTo(260, 270);
        await Agent.Page.Mouse.DownAsync();
        await Agent.Page.Mouse.UpAsync();
        XInput[] told = await Told(window, XInputKind.ButtonRelease);
        XInput press = told.First(input => input.Kind == XInputKind.ButtonPress);
        Assert.Equal(1u, press.Detail);
        Assert.InRange(press.X, 259, 261);
        Assert.InRange(press.Y, 269, 271);
    }

    [Fact]
    public async Task A_drag_holds_the_button_from_its_beginning_to_its_end()
    {
        using XWindow window = Target();
        await Agent.MoveTo(220, 220);
        await Agent.Page.Mouse.DownAsync();
        for (int step = 1; step <= 8; step++) await Agent.MoveTo(220 + 20 * step, 220 + 10 * step);
        await Agent.Page.Mouse.UpAsync();
        XInput[] told = [.. (await Told(window, XInputKind.ButtonRelease)).SkipWhile(input => input.Kind != XInputKind.ButtonPress)];
        Assert.InRange(told[0].X, 219, 221);
        Assert.InRange(told[^1].X, 379, 381);
        Assert.InRange(told[^1].Y, 299, 301);
        XInput[] moved = [.. told.Where(input => input.Kind == XInputKind.Motion)];
        Assert.NotEmpty(moved);
        Assert.All(moved, motion => Assert.Equal(LeftHeld, motion.State & LeftHeld));
    }

    [Fact]
    public async Task The_right_button_arrives_as_the_right_button()
    {
        using XWindow window = Target();
        await Agent.MoveTo(300, 300);
        await Agent.Page.Mouse.DownAsync(new MouseDownOptions { Button = MouseButton.Right });
        await Agent.Page.Mouse.UpAsync(new MouseUpOptions { Button = MouseButton.Right });
        XInput[] told = await Told(window, XInputKind.ButtonRelease);
        Assert.All(told.Where(input => input.Kind is XInputKind.ButtonPress or XInputKind.ButtonRelease), input => Assert.Equal(3u, input.Detail));
    }

    [Theory]
    [InlineData(0, 120, 5u)]
    [InlineData(0, -120, 4u)]
    [InlineData(120, 0, 7u)]
    [InlineData(-120, 0, 6u)]
    public async Task The_wheel_turns_both_ways_on_both_axes(int right, int down, uint button)
    {
        using XWindow window = Target();
        await Agent.MoveTo(300, 300);
        await Agent.Page.Mouse.WheelAsync(right, down);
        XInput[] told = await Told(window, XInputKind.ButtonRelease);
        Assert.All(told.Where(input => input.Kind == XInputKind.ButtonPress), press => Assert.Equal(button, press.Detail));
    }

    private XWindow Target() => new(Setup.Desktop.Display, 200, 200, 240, 200);

    private static async Task<XInput[]> Told(XWindow window, XInputKind last)
    {
        await Wait.Until($"the X client was told of a {last}", () => window.Input.Any(input => input.Kind == last), now: () => string.Join(", ", window.Input));
        return [.. window.Input];
    }
}

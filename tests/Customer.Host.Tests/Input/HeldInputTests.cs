using Microsoft.Extensions.Time.Testing;
using RemoteAssist.Customer.Host.Capture;
using RemoteAssist.Customer.Host.Consent;
using RemoteAssist.Customer.Host.Input;
using RemoteAssist.Customer.Host.Tests.Stand;
using RemoteAssist.Protocol;
using RemoteAssist.Protocol.Control;
using Monitor = RemoteAssist.Customer.Host.Capture.Monitor;

namespace RemoteAssist.Customer.Host.Tests.Input;

public sealed class HeldInputTests : IDisposable
{
    private const ushort A = 0x04, B = 0x05, Shift = 0xE1;

    private static readonly DesktopLayout Layout = new([new Monitor(new PixelRect(0, 0, 800, 600), true, "a"), new Monitor(new PixelRect(800, 0, 400, 300), false, "b")]);

    private readonly FakeTimeProvider _time = new();
    private readonly ConsentState _consent = new();
    private readonly FakeDevice _device = new();
    private readonly InputRouter _router;

    public HeldInputTests()
    {
        _consent.Replace([RightNames.See, RightNames.Control]);
        _router = new InputRouter(_device, _consent, _time);
        _consent.Changed += _router.ConsentChanged;
    }

    public void Dispose() => _router.Dispose();

    [Fact]
    public void A_key_that_repeats_on_the_agents_side_is_pressed_once_and_released_by_its_place()
    {
        Key(1, A, 'A', down: true);
        Key(1, A, 'A', down: true);
        // Shift went up in between: the character of the release is another one.
        Key(1, A, 'a', down: false);
        Key(1, A, 'a', down: false);
        Assert.Equal("key4+ key4-", _device.Take());
    }

    [Fact]
    public void A_drag_belongs_to_the_agent_who_began_it()
    {
        Point(1, 10, 10, PointerButtons.Left);
        _device.Take();
        Point(2, 300, 300, PointerButtons.Right);
        Wheel(2, 0, 120);
        Assert.Empty(_device.Take());
        Point(1, 20, 20, PointerButtons.None);
        Point(2, 310, 310, PointerButtons.Right);
        // The button that went down during the drag of the other one is not the beginning of anything.
        Assert.Equal("move(20,20) Left- move(310,310)", _device.Take());
        Point(2, 310, 310, PointerButtons.None);
        Point(2, 310, 310, PointerButtons.Right);
        Assert.Equal("move(310,310) move(310,310) Right+", _device.Take());
    }

    [Fact]
    public void Nobody_types_with_the_shift_that_another_agent_holds()
    {
        Key(1, Shift, 0xFFE1, down: true);
        _device.Take();
        Key(2, B, 'b', down: true);
        Text(2, "x");
        Assert.Empty(_device.Take());
        Key(1, Shift, 0xFFE1, down: false);
        Key(2, B, 'b', down: true);
        Assert.Equal("key225- key5+", _device.Take());
    }

    [Fact]
    public void Only_who_pressed_a_key_releases_it()
    {
        Key(1, A, 'a', down: true);
        _device.Take();
        Key(2, A, 'a', down: false);
        Assert.Empty(_device.Take());
    }

    [Fact]
    public void What_an_agent_holds_is_released_when_the_agent_leaves()
    {
        Key(1, A, 'a', down: true);
        Point(1, 5, 5, PointerButtons.Left);
        _device.Take();
        Handle(InputMessage.Single(1, new InputEvent { Kind = InputEventKind.ReleaseAll }));
        Assert.Equal("Left- key4-", _device.Take());
    }

    [Fact]
    public void What_is_held_is_released_when_the_connection_is_lost()
    {
        Key(1, A, 'a', down: true);
        Key(2, B, 'b', down: true);
        _device.Take();
        _router.ReleaseAll();
        Assert.Equal("key4- key5-", _device.Take());
    }

    [Fact]
    public void What_a_silent_agent_holds_is_released_after_five_seconds()
    {
        Key(1, A, 'a', down: true);
        _time.Advance(TimeSpan.FromSeconds(4));
        Key(1, A, 'a', down: true);
        Key(2, B, 'b', down: true);
        _device.Take();
        _time.Advance(TimeSpan.FromSeconds(4));
        Key(2, B, 'b', down: true);
        Assert.Empty(_device.Take());
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("key4-", _device.Take());
        _time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal("key5-", _device.Take());
    }

    [Fact]
    public void Without_the_right_input_has_no_effect_and_what_was_held_is_released_at_once()
    {
        Key(1, A, 'a', down: true);
        _device.Take();
        _consent.Set(RightNames.Control, false);
        Assert.Equal("key4-", _device.Take());
        Key(1, B, 'b', down: true);
        Point(1, 5, 5, PointerButtons.Left);
        Text(1, "x");
        Assert.Empty(_device.Take());
        _consent.Set(RightNames.Control, true);
        Key(1, B, 'b', down: true);
        Assert.Equal("key5+", _device.Take());
    }

    [Fact]
    public void Small_turns_of_the_wheel_add_up_to_notches()
    {
        for (int i = 0; i < 7; i++) Wheel(1, 0, 40);
        Wheel(1, -240, 0);
        Assert.Equal("wheelDown wheelDown wheelLeft wheelLeft", string.Join(' ', _device.Told.Where(told => told.StartsWith("wheel", StringComparison.Ordinal))));
    }

    [Fact]
    public void The_pointer_stays_on_the_screen_that_is_named_and_an_unknown_screen_is_nowhere()
    {
        Point(1, 9999, 20, PointerButtons.None, screen: 1);
        Point(1, 10, 20, PointerButtons.Left, screen: 7);
        Assert.Equal("move(1199,20)", _device.Take());
    }

    [Fact]
    public void What_waits_for_the_keyboard_keeps_its_order()
    {
        _device.Later = TimeSpan.FromMilliseconds(250);
        Text(1, "é漢");
        Key(1, A, 'a', down: true);
        Point(1, 1, 2, PointerButtons.None);
        Assert.Empty(_device.Take());
        _device.Later = null;
        _time.Advance(TimeSpan.FromMilliseconds(250));
        Assert.Equal("'é' '漢' key4+ move(1,2)", _device.Take());
    }

    [Fact]
    public void What_is_typed_at_once_after_a_click_waits_until_the_clicked_window_has_the_keyboard()
    {
        Click();
        Key(1, A, 'a', down: true);
        Key(1, A, 'a', down: false);
        Text(1, "x");
        _time.Advance(InputRouter.FocusLook * 5);
        Assert.Empty(_device.Take());
        _device.PointerHasFocus = true;
        _time.Advance(InputRouter.FocusLook);
        Assert.Equal("key4+ key4- 'x'", _device.Take());
        Click();
        Key(1, B, 'b', down: true);
        Assert.Equal("key5+", _device.Take());
    }

    [Fact]
    public void What_is_typed_after_a_click_on_what_never_takes_the_keyboard_does_not_wait_for_ever()
    {
        Click();
        Key(1, A, 'a', down: true);
        Assert.Empty(_device.Take());
        for (TimeSpan waited = TimeSpan.Zero; waited < InputRouter.FocusPatience; waited += InputRouter.FocusLook) _time.Advance(InputRouter.FocusLook);
        Assert.Equal("key4+", _device.Take());
        Key(1, B, 'b', down: true);
        Assert.Equal("key5+", _device.Take());
    }

    [Fact]
    public void A_peer_that_invents_agents_fills_no_memory_and_loses_no_key()
    {
        Key(1, A, 'a', down: true);
        for (uint agent = 2; agent < 5000; agent++) Point(agent, 1, 1, PointerButtons.None);
        _device.Take();
        Key(1, A, 'a', down: false);
        Assert.Equal("key4-", _device.Take());
    }

    private void Click()
    {
        Point(1, 10, 10, PointerButtons.Left);
        Point(1, 10, 10, PointerButtons.None);
        _device.Take();
    }

    private void Key(uint agent, ushort code, uint keysym, bool down) =>
        Handle(InputMessage.Single(agent, new InputEvent { Kind = InputEventKind.Key, Code = code, Keysym = keysym, Down = down }));

    private void Point(uint agent, ushort x, ushort y, PointerButtons buttons, ushort screen = 0) =>
        Handle(InputMessage.Single(agent, new InputEvent { Kind = InputEventKind.Pointer, Screen = screen, X = x, Y = y, Buttons = buttons }));

    private void Wheel(uint agent, short x, short y) =>
        Handle(InputMessage.Single(agent, new InputEvent { Kind = InputEventKind.Wheel, DeltaX = x, DeltaY = y }));

    private void Text(uint agent, string text) => Handle(InputMessage.Typed(agent, text));

    private void Handle(byte[] message)
    {
        Assert.Equal(ProtocolError.None, InputMessage.TryRead(message.AsSpan(MessageHeader.Size), out InputMessage read));
        _router.Handle(read, Layout);
    }
}

using Microsoft.Extensions.Time.Testing;
using RemoteAssist.Customer.Host.Input.X11;

namespace RemoteAssist.Customer.Host.Tests.Input;

public sealed class SpareRingTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void A_keycode_keeps_its_character_until_its_strokes_have_been_read()
    {
        var ring = new SpareRing(_time, [200, 201]);
        Assert.Equal(200, ring.Take('é', out bool isNew, out _));
        Assert.True(isNew);
        Assert.Equal(201, ring.Take('ß', out _, out _));
        Assert.Equal(200, ring.Take('é', out isNew, out _));
        Assert.False(isNew);
        _time.Advance(TimeSpan.FromMilliseconds(100));
        Assert.Equal(0, ring.Take('ж', out _, out TimeSpan? later));
        Assert.Equal(SpareRing.Grace - TimeSpan.FromMilliseconds(100), later);
        _time.Advance(SpareRing.Grace);
        Assert.NotEqual(0, ring.Take('ж', out isNew, out later));
        Assert.True(isNew);
        Assert.Null(later);
    }

    [Fact]
    public void The_keycode_that_was_used_longest_ago_is_given_a_new_character()
    {
        var ring = new SpareRing(_time, [200, 201]);
        ring.Take('a', out _, out _);
        _time.Advance(SpareRing.Grace);
        ring.Take('b', out _, out _);
        _time.Advance(SpareRing.Grace);
        Assert.Equal(200, ring.Take('c', out _, out _));
        Assert.Equal(201, ring.Take('b', out bool isNew, out _));
        Assert.False(isNew);
    }

    [Fact]
    public void Without_spare_keycodes_nothing_is_typed_and_nothing_waits()
    {
        Assert.Equal(0, new SpareRing(_time, []).Take('é', out _, out TimeSpan? later));
        Assert.Null(later);
    }

    [Theory]
    [InlineData(0x6D6u, 0x1000436u)]
    [InlineData(0x20ACu, 0x10020ACu)]
    [InlineData(0x10000E9u, 0xE9u)]
    [InlineData(0x13BDu, 0x1000153u)]
    [InlineData(0xFF0Du, 0xFF0Du)]
    [InlineData(0x41u, 0x41u)]
    public void Keysyms_of_one_character_are_the_same(uint keysym, uint canonical) => Assert.Equal(canonical, Keysyms.Canonical(keysym));
}

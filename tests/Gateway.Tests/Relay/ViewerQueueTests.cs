using Microsoft.Extensions.Time.Testing;
using RemoteAssist.Gateway.Relay;
using RemoteAssist.Gateway.Sockets;
using RemoteAssist.Grains.Interfaces;
using RemoteAssist.Protocol;

namespace RemoteAssist.Gateway.Tests.Relay;

/// <summary>What waits for a viewer is bounded, and what was dropped is asked for again.</summary>
public sealed class ViewerQueueTests
{
    private const int Width = 640, Height = 384;
    private readonly FakeTimeProvider _time = new();
    private readonly SocketOptions _limits = new();
    private readonly ViewerQueue _queue;

    public ViewerQueueTests()
    {
        _queue = new ViewerQueue(_limits, _time);
        _queue.Begin(1, Width, Height);
    }

    [Fact]
    public void Before_a_layout_nothing_is_kept()
    {
        var queue = new ViewerQueue(_limits, _time);
        Assert.False(queue.Offer(Picture(1, 0), 1, out _));
        Assert.False(queue.TryTake(out _, out _, out _));
    }

    [Fact]
    public void Updates_are_taken_in_order_until_the_credit_is_used_up()
    {
        for (uint seq = 1; seq <= 20; seq++) _queue.Offer(Picture(seq, 0, 50_000), seq, out _);
        List<uint> taken = Drain();
        Assert.Equal([1, 2], taken);
        Assert.InRange(_queue.BytesUnderWay, 1, CreditWindow.First);
    }

    [Fact]
    public void One_update_is_always_under_way_whatever_the_window()
    {
        _queue.Offer(Picture(1, 0, 60_000), 1, out _);
        Assert.Equal([1], Drain());
    }

    [Fact]
    public void Acknowledged_updates_give_credit_back()
    {
        for (uint seq = 1; seq <= 20; seq++) _queue.Offer(Picture(seq, 0, 50_000), seq, out _);
        Drain();
        _time.Advance(TimeSpan.FromMilliseconds(5));
        Assert.True(_queue.Acknowledge(2) >= 0);
        Assert.Equal(0, _queue.BytesUnderWay);
        Assert.Contains(3u, Drain());
    }

    [Fact]
    public void An_acknowledgement_of_what_was_never_sent_changes_nothing()
    {
        _queue.Offer(Picture(1, 0), 1, out _);
        Drain();
        Assert.Equal(-1, _queue.Acknowledge(99));
        Assert.NotEqual(0, _queue.BytesUnderWay);
    }

    [Fact]
    public void The_numbers_of_another_host_program_do_not_confuse_the_credits()
    {
        _queue.Offer(Picture(5000, 0), 5000, out _);
        _queue.Offer(Picture(1, 0), 1, out _);
        Drain();
        _queue.Acknowledge(1);
        Assert.Equal(0, _queue.BytesUnderWay);
    }

    [Fact]
    public void Past_the_cap_in_bytes_all_that_waits_is_dropped_and_its_tiles_are_missing()
    {
        int dropped = 0;
        uint seq = 0;
        while (dropped == 0)
        {
            seq++;
            Assert.True(_queue.Bytes <= _limits.ViewerQueueBytes);
            _queue.Offer(Picture(seq, (int)seq % 60, 50_000), seq, out dropped);
            if (seq == 2) Drain();
        }

        Assert.Equal(0, _queue.Bytes);
        Assert.InRange(seq, (uint)(_limits.ViewerQueueBytes / 60_000), (uint)(_limits.ViewerQueueBytes / 50_000) + 3);
        Assert.Empty(_queue.TakeMissing(out _));
        _queue.Acknowledge(2);
        Assert.NotEmpty(_queue.TakeMissing(out uint epoch));
        Assert.Equal(1u, epoch);
    }

    [Fact]
    public void What_waited_too_long_is_not_sent_but_asked_for_again()
    {
        _queue.Offer(Picture(1, 3, 60_000), 1, out _);
        _queue.Offer(Picture(2, 5, 60_000), 2, out _);
        _queue.Offer(Picture(3, 7, 60_000), 3, out _);
        Drain();
        _time.Advance(_limits.ViewerQueueAge + TimeSpan.FromMilliseconds(1));
        _queue.Acknowledge(2);
        Assert.False(_queue.TryTake(out _, out _, out int dropped));
        Assert.Equal(1, dropped);
        Assert.Equal([7], _queue.TakeMissing(out _));
    }

    [Fact]
    public void While_it_lags_nothing_new_waits_and_after_it_asked_new_updates_come_again()
    {
        Lag();
        Assert.False(_queue.Offer(Picture(10, 9), 10, out int dropped));
        Assert.Equal((1, 0), (dropped, _queue.Bytes));
        _queue.Acknowledge(1);
        Assert.Contains((ushort)9, _queue.TakeMissing(out _));
        Assert.True(_queue.Offer(Picture(11, 2), 11, out dropped));
        Assert.Equal([11], Drain());
    }

    [Fact]
    public void What_does_not_fit_into_the_window_is_asked_for_after_the_first_part_came()
    {
        Lag(Enumerable.Range(0, 60));
        _queue.Acknowledge(1);
        int first = _queue.TakeMissing(out _).Length;
        Assert.InRange(first, 1, 59);
        Assert.Empty(_queue.TakeMissing(out _));
        _queue.Repaired();
        Assert.NotEmpty(_queue.TakeMissing(out _));
    }

    [Fact]
    public void A_new_layout_drops_what_is_of_the_old_one()
    {
        Lag();
        _queue.Begin(2, 64, 64);
        Assert.Empty(_queue.TakeMissing(out _));
        Assert.Equal((0, 0), (_queue.Bytes, _queue.BytesUnderWay));
    }

    private void Lag(IEnumerable<int>? tiles = null)
    {
        _queue.Offer(Picture(1, 0, 60_000), 1, out _);
        Drain();
        uint seq = 1;
        foreach (int tile in tiles ?? [1]) _queue.Offer(Picture(++seq, tile, 60_000), seq, out _);
        _time.Advance(_limits.ViewerQueueAge + TimeSpan.FromMilliseconds(1));
        _queue.TryTake(out _, out _, out _);
    }

    private List<uint> Drain()
    {
        List<uint> taken = [];
        while (_queue.TryTake(out LiveMessage message, out _, out _))
        {
            Update.TryReadHeader(message.Bytes, out _, out UpdateHeader header);
            taken.Add(header.Seq);
        }

        return taken;
    }

    private static LiveMessage Picture(uint seq, int tile, int bytes = 100)
    {
        Operation[] operations = [Operation.Image(ImageFormat.Jpeg, tile % 10 * 64, tile / 10 * 64, 64, 64, bytes)];
        return new LiveMessage(Update.Compose(UpdateFlags.PictureEnd, UpdateHeader.Of(0, 1, seq, 0, operations, 0), operations, [], new byte[bytes]), 0);
    }
}

using Microsoft.Extensions.Time.Testing;
using RemoteAssist.Gateway.Relay;
using RemoteAssist.Gateway.Sockets;
using RemoteAssist.Protocol;
using RemoteAssist.Protocol.Control;

namespace RemoteAssist.Gateway.Tests.Relay;

/// <summary>What waits for a viewer is bounded, and what was dropped comes again from what the relay keeps or from the host.</summary>
public sealed class ViewerQueueTests
{
    private const int Width = 640, Height = 384;
    private readonly FakeTimeProvider _time = new();
    private readonly SocketOptions _limits = new();
    private readonly RelayBudget _budget = new();
    private readonly ScreenRelay?[] _relays;
    private readonly ViewerQueue _queue;
    private long _order;

    public ViewerQueueTests()
    {
        _queue = new ViewerQueue(_limits, _time);
        _queue.Watch([TheScreen], 1);
        _relays = [new ScreenRelay(TheScreen, _time)];
        _relays[0]!.Plan.Came(Read(Whole()));
        Offer(Whole(), 0);
        Drain();
        _queue.Acknowledge(0);
    }

    private static Screen TheScreen => new(0, 0, 0, Width, Height, 100, true, "screen");

    [Fact]
    public void Before_a_layout_nothing_is_kept()
    {
        var queue = new ViewerQueue(_limits, _time);
        byte[] picture = Picture(1, 0);
        Assert.False(queue.Offer(new RelayedUpdate(picture, true, 1, _budget), Read(picture), out _));
        Assert.False(queue.TryTake(out _, out _, out _));
        Assert.Equal(0, _budget.Bytes);
    }

    [Fact]
    public void Updates_are_taken_in_order_until_the_credit_is_used_up()
    {
        for (uint seq = 1; seq <= 20; seq++) Offer(Picture(seq, 0, 15_000), seq);
        List<uint> taken = Drain();
        Assert.Equal([1, 2], taken);
        Assert.InRange(_queue.BytesUnderWay, 1, CreditWindow.First);
    }

    [Fact]
    public void One_update_is_always_under_way_whatever_the_window()
    {
        Offer(Picture(1, 0, 60_000), 1);
        Assert.Equal([1], Drain());
    }

    [Fact]
    public void Acknowledged_updates_give_credit_back()
    {
        for (uint seq = 1; seq <= 20; seq++) Offer(Picture(seq, 0, 15_000), seq);
        Drain();
        _time.Advance(TimeSpan.FromMilliseconds(5));
        Assert.True(_queue.Acknowledge(2) >= 0);
        Assert.Equal(0, _queue.BytesUnderWay);
        Assert.Contains(3u, Drain());
    }

    [Fact]
    public void An_acknowledgement_of_what_was_never_sent_changes_nothing()
    {
        Offer(Picture(1, 0), 1);
        Drain();
        Assert.Equal(-1, _queue.Acknowledge(99));
        Assert.NotEqual(0, _queue.BytesUnderWay);
    }

    [Fact]
    public void The_numbers_of_another_host_program_do_not_confuse_the_credits()
    {
        Offer(Picture(5000, 0), 5000);
        Offer(Picture(1, 0), 1);
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
            dropped = Offer(Picture(seq, (int)seq % 60, 50_000), seq);
            if (seq == 1) Drain();
        }

        Assert.Equal(0, _queue.Bytes);
        Assert.InRange(seq, (uint)(_limits.ViewerQueueBytes / 60_000), (uint)(_limits.ViewerQueueBytes / 50_000) + 3);
        Assert.Empty(AskedFor());
        _queue.Acknowledge(1);
        Assert.NotEmpty(AskedFor());
    }

    [Fact]
    public void What_waited_too_long_is_not_sent_but_asked_for_again()
    {
        Offer(Picture(1, 3, 10_000), 1);
        Offer(Picture(2, 5, 10_000), 2);
        Offer(Picture(3, 7, 60_000), 3);
        Drain();
        _time.Advance(_limits.ViewerQueueAge + TimeSpan.FromMilliseconds(1));
        _queue.Acknowledge(2);
        Assert.False(_queue.TryTake(out _, out _, out int dropped));
        Assert.Equal(1, dropped);
        Assert.Equal([7], AskedFor());
    }

    [Fact]
    public void What_the_relay_keeps_is_not_asked_for_but_sent_as_it_now_is()
    {
        Lag();
        byte[] newest = Picture(10, 1, 500);
        _relays[0]!.Came(Kept(newest), Read(newest));
        _queue.Acknowledge(1);
        Assert.Empty(AskedFor());
        Assert.Equal([10], Drain());
    }

    [Fact]
    public void While_it_lags_nothing_new_waits_and_once_it_has_room_new_updates_come_again()
    {
        Lag();
        Assert.Equal(1, Offer(Picture(10, 9), 10));
        Assert.Equal(0, _queue.Bytes);
        _queue.Acknowledge(1);
        Assert.Contains((ushort)9, AskedFor());
        Offer(Picture(11, 2), 11);
        Assert.Equal([11], Drain());
    }

    [Fact]
    public void What_does_not_fit_into_the_window_is_asked_for_after_the_first_part_came()
    {
        Lag(Enumerable.Range(0, 60));
        // What a repaired tile costs is learnt from repairs: so much that few fit into the window.
        byte[] dear = Picture(90, 0, 60_000, UpdateFlags.Repair);
        for (int i = 0; i < 50; i++) _relays[0]!.Came(Kept(dear), Read(dear));
        _relays[0]!.Chains.Clear();
        _queue.Acknowledge(1);
        ushort[] first = AskedFor();
        Assert.InRange(first.Length, 1, 59);
        Assert.Empty(AskedFor());
        foreach (ushort tile in first)
        {
            byte[] repair = Picture(100u + tile, tile, 100, UpdateFlags.Repair);
            _relays[0]!.Plan.Came(Read(repair));
            Offer(repair, 100u + tile);
        }

        _queue.Acknowledge(Drain()[^1]);
        ushort[] next = AskedFor();
        Assert.NotEmpty(next);
        Assert.Empty(first.Intersect(next));
    }

    [Fact]
    public void What_others_asked_for_is_not_sent_to_who_lacks_none_of_it()
    {
        Offer(Picture(1, 5, 1000, UpdateFlags.Repair | UpdateFlags.PictureEnd), 1);
        Assert.Empty(Drain());
    }

    [Fact]
    public void The_end_of_a_picture_comes_even_to_who_needs_nothing_of_its_last_part()
    {
        Offer(Picture(1, 5, 100, UpdateFlags.None), 1);
        Offer(Picture(2, 5, 1000, UpdateFlags.Repair | UpdateFlags.PictureEnd), 2);
        Assert.Equal([1, 2], Drain());
    }

    [Fact]
    public void A_new_layout_drops_what_is_of_the_old_one()
    {
        Lag();
        Offer(Picture(10, 2), 10);
        _queue.Begin();
        Assert.Empty(AskedFor());
        Assert.Equal((0, 0), (_queue.Bytes, _queue.BytesUnderWay));
        Assert.Equal(0, _budget.Bytes);
    }

    [Fact]
    public void What_a_page_could_not_draw_is_missing_and_so_is_what_was_copied_from_it()
    {
        Offer(Picture(1, 3), 1);
        Offer(Compose(2, UpdateFlags.PictureEnd, Operation.Copy(5 * 64, 0, 64, 64, 3 * 64, 0)), 2);
        Drain();
        _queue.Broken(0, [3]);
        _queue.Acknowledge(2);
        Assert.Equal([3, 5], AskedFor());
    }

    [Fact]
    public void A_screen_that_is_no_longer_looked_at_takes_nothing_along()
    {
        Offer(Picture(1, 0, 60_000), 1);
        Offer(Picture(2, 0, 60_000), 2);
        Drain();
        Offer(Picture(3, 0, 60_000), 3);
        _queue.Watch([TheScreen, TheScreen with { Id = 1 }], 2);
        Assert.Equal(0, _queue.Bytes);
        Offer(Picture(4, 0), 4);
        Assert.Equal(0, _queue.Bytes);
    }

    private void Lag(IEnumerable<int>? tiles = null)
    {
        Offer(Picture(1, 0, 60_000), 1);
        Drain();
        uint seq = 1;
        foreach (int tile in tiles ?? [1]) Offer(Picture(++seq, tile, 60_000), seq);
        _time.Advance(_limits.ViewerQueueAge + TimeSpan.FromMilliseconds(1));
        _queue.TryTake(out _, out _, out _);
    }

    private int Offer(byte[] message, uint seq)
    {
        Assert.Equal(seq, Read(message).Header.Seq);
        _queue.Offer(Kept(message), Read(message), out int dropped);
        return dropped;
    }

    // What the relay asks the host for, once the viewer was given what it can be given.
    private ushort[] AskedFor()
    {
        _time.Advance(TimeSpan.FromMilliseconds(100));
        _queue.CatchUp(_relays, new ViewerSlots(), _budget);
        return _relays[0]!.Plan.Due() is null ? [] : _relays[0]!.Plan.Take();
    }

    private List<uint> Drain()
    {
        List<uint> taken = [];
        while (_queue.TryTake(out byte[] message, out _, out _)) taken.Add(Read(message).Header.Seq);
        return taken;
    }

    private RelayedUpdate Kept(byte[] message) => new(message, isPlain: true, ++_order, _budget);

    private static Update Read(byte[] message)
    {
        Assert.Equal(ProtocolError.None, Update.TryRead(message, Width, Height, out Update update));
        return update;
    }

    private static byte[] Whole() => Compose(0, UpdateFlags.PictureEnd, Operation.Solid(0, 0, Width, Height, 0));

    private static byte[] Picture(uint seq, int tile, int bytes = 100, UpdateFlags flags = UpdateFlags.PictureEnd) =>
        Compose(seq, flags, Operation.Image(ImageFormat.Jpeg, tile % 10 * 64, tile / 10 * 64, 64, 64, bytes));

    private static byte[] Compose(uint seq, UpdateFlags flags, Operation operation) =>
        Update.Compose(flags, UpdateHeader.Of(0, 1, seq, 0, [operation], 0), [operation], [], new byte[operation.DataLength]);
}

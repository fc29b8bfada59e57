using Microsoft.Extensions.Time.Testing;
using RemoteAssist.Streaming.Hub;

namespace RemoteAssist.Streaming.Tests;

/// <summary>What waits in the hub for one subscriber.</summary>
public sealed class PendingEntriesTests
{
    private readonly FakeTimeProvider _time = new();
    private long _number;

    [Fact]
    public void What_waited_longer_than_the_cap_is_dropped_whole()
    {
        var pending = new PendingEntries(1000, TimeSpan.FromSeconds(2), _time);
        pending.Add(Entry(10));
        _time.Advance(TimeSpan.FromSeconds(1.5));
        pending.Add(Entry(10));
        Assert.Equal(0, pending.DropOld());
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(2, pending.DropOld());
        Assert.Equal((0, 0L), (pending.Count, pending.Bytes));
    }

    [Fact]
    public void A_new_item_takes_the_place_of_what_waited_too_long()
    {
        var pending = new PendingEntries(1000, TimeSpan.FromSeconds(2), _time);
        pending.Add(Entry(10));
        _time.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal(1, pending.Add(Entry(20)));
        Assert.Equal((1, 20L), (pending.Count, pending.Bytes));
    }

    [Fact]
    public void Past_the_cap_in_bytes_all_goes_but_the_newest()
    {
        var pending = new PendingEntries(100, TimeSpan.FromSeconds(2), _time);
        for (var i = 0; i < 10; i++) Assert.Equal(0, pending.Add(Entry(10)));
        Assert.Equal(10, pending.Add(Entry(10)));
        Assert.Equal([11L], pending.Take(1000).Select(entry => entry.Sequence));
    }

    [Fact]
    public void A_call_takes_what_fits_and_always_something()
    {
        var pending = new PendingEntries(1000, TimeSpan.FromSeconds(2), _time);
        foreach (var bytes in new[] { 50, 20, 20, 20 }) pending.Add(Entry(bytes));
        Assert.Equal([1L], pending.Take(45).Select(entry => entry.Sequence));
        Assert.Equal([2L, 3L], pending.Take(45).Select(entry => entry.Sequence));
        Assert.Equal([4L], pending.Take(45).Select(entry => entry.Sequence));
        Assert.Empty(pending.Take(45));
        Assert.Equal(0, pending.Bytes);
    }

    private LiveEntry Entry(int bytes) => new(1, ++_number, bytes, null);
}

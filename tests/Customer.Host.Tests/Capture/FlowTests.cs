using Microsoft.Extensions.Time.Testing;
using RemoteAssist.Customer.Host.Capture;
using RemoteAssist.Customer.Host.Encode;

namespace RemoteAssist.Customer.Host.Tests.Capture;

public sealed class FlowTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void At_most_two_pictures_are_on_their_way()
    {
        var window = new FlowWindow(_time);
        window.Sent(3, 500);
        Assert.True(window.HasRoom);
        window.Sent(7, 500);
        Assert.False(window.HasRoom);
        window.Acknowledge(2);
        Assert.False(window.HasRoom);
        window.Acknowledge(3);
        Assert.True(window.HasRoom);
        Assert.False(window.IsEmpty);
        window.Acknowledge(7);
        Assert.True(window.IsEmpty);
    }

    [Fact]
    public void Sequence_numbers_may_wrap_around()
    {
        var window = new FlowWindow(_time);
        window.Sent(uint.MaxValue, 1);
        window.Acknowledge(2);
        Assert.True(window.IsEmpty);
    }

    [Fact]
    public void A_gateway_that_lost_its_count_does_not_freeze_the_screen()
    {
        var window = new FlowWindow(_time);
        window.Sent(1, 500);
        window.Sent(2, 500);
        _time.Advance(FlowWindow.Patience);
        Assert.True(window.HasRoom);
    }

    [Fact]
    public void A_screen_that_rested_is_never_kept_waiting()
    {
        var pace = new CapturePace(_time);
        _time.Advance(TimeSpan.FromSeconds(1));
        for (int i = 0; i < CapturePace.Burst; i++)
        {
            Assert.Equal(TimeSpan.Zero, pace.Wait);
            pace.Take();
        }
    }

    [Fact]
    public void A_screen_that_never_rests_is_taken_a_hundred_times_a_second()
    {
        var pace = new CapturePace(_time);
        int taken = 0;
        for (int millisecond = 0; millisecond < 1000; millisecond++)
        {
            for (; pace.Wait == TimeSpan.Zero; taken++) pace.Take();
            _time.Advance(TimeSpan.FromMilliseconds(1));
        }

        Assert.InRange(taken, 98, 104);
    }

    [Fact]
    public void A_blurred_tile_is_sharpened_after_a_second_of_rest()
    {
        var blurred = new BlockMap(256, 64);
        var refinement = new Refinement(_time, blurred);
        blurred[2] = 0xFF;
        refinement.Changed(2);
        _time.Advance(TimeSpan.FromMilliseconds(600));
        refinement.Changed(2);
        Assert.Equal(Refinement.Rest, refinement.Due());
        Assert.Equal(-1, refinement.Next());
        _time.Advance(Refinement.Rest);
        Assert.Equal(TimeSpan.Zero, refinement.Due());
        Assert.Equal(2, refinement.Next());
        blurred[2] = 0;
        Assert.Null(refinement.Due());
        Assert.Equal(-1, refinement.Next());
    }

    [Fact]
    public void Repairs_are_taken_together_and_those_of_another_epoch_are_dropped()
    {
        var requests = new RepairRequests();
        var tiles = new List<int>();
        Ask(requests, 5, 9, 1);
        Ask(requests, 5, 3, 9);
        requests.Take(0, 5, 8, tiles);
        Assert.Equal([1, 3], tiles);
        Ask(requests, 4, 1);
        requests.Take(0, 5, 8, tiles);
        Assert.Empty(tiles);
        Ask(requests, 5);
        requests.Take(0, 5, 3, tiles);
        Assert.Equal([0, 1, 2], tiles);
        Assert.True(requests.IsEmpty(0));
    }

    private static void Ask(RepairRequests requests, uint epoch, params ushort[] tiles)
    {
        var message = new byte[Protocol.RepairMessage.MessageLength(tiles.Length)];
        Protocol.RepairMessage.Write(message, 0, epoch, tiles);
        Protocol.RepairMessage.TryRead(message.AsSpan(Protocol.MessageHeader.Size), out Protocol.RepairMessage read);
        requests.Add(read);
    }
}

using Microsoft.Extensions.Time.Testing;
using RemoteAssist.Gateway.Relay;
using RemoteAssist.Protocol;

namespace RemoteAssist.Gateway.Tests.Relay;

/// <summary>When the host is asked for what.</summary>
public sealed class RepairPlanTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly RepairPlan _plan;

    public RepairPlanTests()
    {
        _plan = new RepairPlan(_time);
        _plan.Begin(640, 384);
        _plan.Came(Solid(0, 0, 640, 384));
    }

    [Fact]
    public void Without_a_wish_nothing_is_due() => Assert.Null(_plan.Due());

    [Fact]
    public void The_first_wish_is_due_at_once_and_the_next_after_the_interval()
    {
        _plan.WantAll();
        Assert.Equal(TimeSpan.Zero, _plan.Due());
        Assert.Empty(_plan.Take());
        _plan.Came(Solid(0, 0, 640, 384));
        _plan.Want([5]);
        Assert.Equal(RepairPlan.Interval, _plan.Due());
        _time.Advance(RepairPlan.Interval);
        Assert.Equal(TimeSpan.Zero, _plan.Due());
    }

    [Fact]
    public void The_wishes_of_several_viewers_go_in_one_request()
    {
        _plan.Want([3, 5]);
        _plan.Want([5, 9]);
        Assert.Equal([3, 5, 9], _plan.Take());
        Assert.Null(_plan.Due());
    }

    [Fact]
    public void What_is_on_its_way_is_not_asked_for_twice()
    {
        _plan.Want([3]);
        _plan.Take();
        _plan.Want([3, 4]);
        _time.Advance(RepairPlan.Interval);
        Assert.Equal([4], _plan.Take());
    }

    [Fact]
    public void After_a_new_layout_the_picture_comes_by_itself_and_only_what_stays_out_is_asked_for()
    {
        _plan.Begin(640, 384);
        _plan.Want([3]);
        Assert.Null(_plan.Due());
        _plan.Came(Solid(0, 0, 640, 320));
        _time.Advance(TimeSpan.FromSeconds(3));
        _plan.Tick();
        Assert.Equal(Enumerable.Range(50, 10).Select(tile => (ushort)tile), _plan.Take());
    }

    [Fact]
    public void What_never_came_is_wanted_again_but_not_for_ever()
    {
        _plan.Want([3]);
        _plan.Take();
        int requests = 0;
        for (int second = 0; second < 300; second++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            _plan.Tick();
            if (_plan.Due() != TimeSpan.Zero) continue;
            Assert.Equal([3], _plan.Take());
            requests++;
        }

        Assert.InRange(requests, 2, 5);
    }

    [Fact]
    public void What_came_is_not_wanted_again()
    {
        _plan.Want([3, 4]);
        _plan.Take();
        _plan.Came(Solid(3 * 64, 0, 64, 64));
        _time.Advance(TimeSpan.FromSeconds(10));
        _plan.Tick();
        Assert.Equal([4], _plan.Take());
    }

    [Fact]
    public void A_tile_that_was_painted_in_part_is_still_wanted()
    {
        _plan.Want([3]);
        _plan.Take();
        _plan.Came(Solid(3 * 64, 0, 64, 63));
        _time.Advance(TimeSpan.FromSeconds(10));
        _plan.Tick();
        Assert.Equal([3], _plan.Take());
    }

    [Fact]
    public void A_new_layout_makes_old_wishes_void()
    {
        _plan.Want([3]);
        _plan.Begin(64, 64);
        Assert.Null(_plan.Due());
    }

    private static Update Solid(int x, int y, int width, int height)
    {
        Operation[] operations = [Operation.Solid(x, y, width, height, 0)];
        byte[] message = Update.Compose(UpdateFlags.Repair, UpdateHeader.Of(0, 1, 1, 0, operations, 0), operations, [], []);
        Assert.Equal(ProtocolError.None, Update.TryRead(message, 640, 384, out Update update));
        return update;
    }
}

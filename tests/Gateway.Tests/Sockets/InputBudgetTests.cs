using Microsoft.Extensions.Time.Testing;
using RemoteAssist.Gateway.Sockets;

namespace RemoteAssist.Gateway.Tests.Sockets;

/// <summary>How fast one agent's input is taken.</summary>
public sealed class InputBudgetTests
{
    private const int Rate = 64 * 1024;

    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void A_paste_of_a_hundred_thousand_bytes_is_taken_at_once()
    {
        var budget = new InputBudget(Rate, _time);
        for (int sent = 0; sent < 100_000; sent += 4000) Assert.Equal(TimeSpan.Zero, budget.Take(4000));
    }

    [Fact]
    public void A_thousand_pointer_moves_a_second_never_wait()
    {
        var budget = new InputBudget(Rate, _time);
        for (int move = 0; move < 20_000; move++)
        {
            Assert.Equal(TimeSpan.Zero, budget.Take(25));
            _time.Advance(TimeSpan.FromMilliseconds(1));
        }
    }

    [Fact]
    public void A_flood_is_slowed_down_to_the_rate()
    {
        var budget = new InputBudget(Rate, _time);
        long taken = 0;
        TimeSpan passed = TimeSpan.Zero;
        while (passed < TimeSpan.FromSeconds(60))
        {
            TimeSpan pause = budget.Take(8000);
            taken += 8000;
            _time.Advance(pause);
            passed += pause;
        }

        Assert.InRange(taken, 60L * Rate * 9 / 10, (60L + InputBudget.Burst) * Rate + 16_000);
    }
}

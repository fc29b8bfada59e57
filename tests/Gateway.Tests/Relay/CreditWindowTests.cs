using RemoteAssist.Gateway.Relay;

namespace RemoteAssist.Gateway.Tests.Relay;

/// <summary>The window follows what the road carries.</summary>
public sealed class CreditWindowTests
{
    [Fact]
    public void A_quick_viewer_gets_the_whole_window()
    {
        var window = new CreditWindow(1024 * 1024);
        for (int i = 0; i < 100; i++) window.Acknowledged(50_000, 20_000, i * 20_000L);
        Assert.Equal(1024 * 1024, window.Bytes);
    }

    [Fact]
    public void A_viewer_at_16_KB_a_second_has_at_most_a_few_seconds_under_way()
    {
        var window = new CreditWindow(1024 * 1024);
        // The first acknowledgement is quick: the page had nothing else to do.
        window.Acknowledged(1_000, 60_000, 0);
        long now = 0;
        for (int i = 0; i < 50; i++)
        {
            long delay = window.Bytes * 1_000_000L / 16_384;
            now += delay;
            window.Acknowledged(window.Bytes, delay, now);
        }

        Assert.InRange(window.Bytes, CreditWindow.Least, 32 * 1024);
    }

    [Fact]
    public void A_large_first_update_on_a_slow_road_is_not_taken_for_a_long_road()
    {
        var window = new CreditWindow(1024 * 1024);
        long now = 0;
        for (int i = 0; i < 10; i++)
        {
            int bytes = Math.Max(60_000, window.Bytes);
            long delay = bytes * 1_000_000L / 16_384;
            now += delay;
            window.Acknowledged(bytes, delay, now);
        }

        Assert.InRange(window.Bytes, CreditWindow.Least, 32 * 1024);
    }

    [Fact]
    public void After_a_page_stood_still_for_a_moment_the_window_comes_back_with_what_it_acknowledges()
    {
        var window = new CreditWindow(1024 * 1024);
        long now = 0;
        for (int i = 0; i < 100; i++) window.Acknowledged(50_000, 20_000, now += 20_000);
        window.Acknowledged(100_000, 400_000, now += 400_000);
        Assert.True(window.Bytes < 1024 * 1024);
        for (int i = 0; i < 20; i++) window.Acknowledged(50_000, 20_000, now += 20_000);
        Assert.Equal(1024 * 1024, window.Bytes);
    }
}

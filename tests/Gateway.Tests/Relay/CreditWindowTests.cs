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
}

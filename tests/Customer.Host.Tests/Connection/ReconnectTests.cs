using Microsoft.Extensions.Time.Testing;
using RemoteAssist.Customer.Host.Connection;

namespace RemoteAssist.Customer.Host.Tests.Connection;

public sealed class ReconnectTests
{
    [Fact]
    public async Task The_waits_grow_to_five_seconds_differ_and_never_end()
    {
        var time = new FakeTimeProvider();
        var tries = new List<TimeSpan>();
        DateTimeOffset start = time.GetUtcNow();
        ValueTask<string> running = Reconnect.Pipeline<string>(time, answer => answer == "again").ExecuteAsync(_ =>
        {
            tries.Add(time.GetUtcNow() - start);
            return ValueTask.FromResult(tries.Count < 60 ? "again" : "done");
        });
        while (!running.IsCompleted) time.Advance(TimeSpan.FromMilliseconds(10));
        Assert.Equal("done", await running);
        TimeSpan[] waits = [.. tries.Skip(1).Zip(tries, (later, earlier) => later - earlier)];
        Assert.InRange(waits[0], TimeSpan.Zero, TimeSpan.FromMilliseconds(400));
        Assert.All(waits, wait => Assert.InRange(wait, TimeSpan.Zero, Reconnect.Longest + TimeSpan.FromMilliseconds(10)));
        Assert.True(waits[^1] > TimeSpan.FromSeconds(1));
        Assert.True(waits[..8].Distinct().Count() > 3);
    }
}

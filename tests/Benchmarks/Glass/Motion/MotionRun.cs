using System.Diagnostics;
using RemoteAssist.Customer.Host.Capture;
using RemoteAssist.Customer.Host.Capture.X11;
using RemoteAssist.Rig.X;

namespace RemoteAssist.Benchmarks.Glass.Motion;

/// <summary>Lets something move on the customer's screen and measures what the agent sees of it, and what that costs.</summary>
/// <param name="path">The way from the screen to the agent.</param>
/// <param name="window">The window over the whole screen.</param>
/// <param name="motion">What moves.</param>
internal sealed class MotionRun(GlassPath path, XWindow window, ScreenMotion motion)
{
    private static readonly TimeSpan LongestRest = TimeSpan.FromSeconds(8);

    private readonly Dictionary<int, double> _drawn = [];

    /// <summary>Moves and measures.</summary>
    /// <param name="row">The case.</param>
    /// <param name="warmUp">Steps before.</param>
    /// <param name="measured">Steps that count.</param>
    /// <param name="meanwhile">What else is done while the measured steps are made; null for nothing.</param>
    /// <param name="cancellation">Ends the run.</param>
    public async Task<Row> Measure(Row row, int warmUp, int measured, Func<Task>? meanwhile, CancellationToken cancellation)
    {
        motion.Begin(window);
        await path.Page.Follow(motion.MarkerAt.X, motion.MarkerAt.Y);
        await Steps(0, warmUp, cancellation);
        _drawn.Clear();
        PathUsage before = await PathUsage.Read(path);
        Task other = meanwhile?.Invoke() ?? Task.CompletedTask;
        long start = Stopwatch.GetTimestamp();
        int steps = await Steps(warmUp, measured, cancellation);
        while (!other.IsCompleted) steps += await Steps(warmUp + steps, 1, cancellation);
        await other;
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        PathUsage after = await PathUsage.Read(path);

        (int x, int y, int width, int height) = motion.Area;
        await path.Page.Rest(x, y, width, height);
        double last = await Step(warmUp + steps, cancellation);
        double? exact = await ExactAfter(last, cancellation);
        List<double> delays = [];
        foreach ((int number, double at) in await path.Page.Followed())
        {
            // The first time that a number appears is what counts.
            if (_drawn.Remove(number, out double drawn)) delays.Add(at - drawn);
        }

        row.With("framesDrawnPerS", steps / seconds).With("framesPerS", delays.Count / seconds);
        row.WithDelays(delays);
        after.Since(before, row);
        return row.With("exactAtRest", exact is not null).With("exactAfterMs", exact ?? double.NaN);
    }

    private async Task<int> Steps(int first, int count, CancellationToken cancellation)
    {
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < count; i++)
        {
            motion.Prepare(window, (first + i) % Marker.End);
            TimeSpan due = TimeSpan.FromSeconds((i + 1.0) / ScreenMotion.Rate) - Stopwatch.GetElapsedTime(start);
            if (due > TimeSpan.Zero) await Task.Delay(due, cancellation);
            Draw((first + i) % Marker.End);
        }

        return count;
    }

    private async Task<double> Step(int number, CancellationToken cancellation)
    {
        motion.Prepare(window, number % Marker.End);
        await Task.Delay(TimeSpan.FromSeconds(1.0 / ScreenMotion.Rate), cancellation);
        return Draw(number % Marker.End);
    }

    private double Draw(int number)
    {
        double at = GlassPage.Now();
        _drawn[number] = at;
        motion.Step(window, number);
        return at;
    }

    // From the last step until the agent's picture is the customer's, to the pixel; null when it never is.
    private async Task<double?> ExactAfter(double last, CancellationToken cancellation)
    {
        uint wanted = Expected();
        await Task.Delay(LongestRest, cancellation);
        IReadOnlyList<(uint Hash, double At)> seen = await path.Page.Rested();
        return seen.Count > 0 && seen[^1].Hash == wanted ? Math.Max(0, seen[^1].At - last) : null;
    }

    private uint Expected()
    {
        (int x, int y, int width, int height) = motion.Area;
        using X11Desktop desktop = X11Desktop.TryOpen(path.Display, out string? problem) ?? throw new InvalidOperationException(problem);
        if (!desktop.TryGrab(new PixelRect(x, y, width, height), out PixelView pixels)) throw new InvalidOperationException("The customer's screen cannot be read.");
        var all = new uint[width * height];
        for (int row = 0; row < height; row++)
        {
            ReadOnlySpan<uint> from = pixels.Row(row);
            for (int column = 0; column < width; column++) all[row * width + column] = from[column] & 0xFFFFFF;
        }

        return GlassPage.RestHash(all);
    }
}

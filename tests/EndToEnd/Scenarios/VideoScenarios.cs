using RemoteAssist.EndToEnd.Setups;
using RemoteAssist.Rig;
using RemoteAssist.Rig.X;

namespace RemoteAssist.EndToEnd.Scenarios;

public abstract class VideoScenarios(Setup setup) : Scenario(setup)
{
    private const int Width = 480, Height = 270, Frames = 60;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_film_is_seen_as_it_plays_and_gets_sharp_when_it_stops()
    {
        var film = new Film();
        uint[][] frames = [.. Enumerable.Range(0, Frames).Select(number => film.Frame(number, Width, Height))];
        await CountChunks();
        using var window = new XWindow(Setup.Desktop.Display, 152, 120, Width, Height);
        using (var stop = new CancellationTokenSource())
        {
            Task playing = Play(window, frames, stop.Token);
            await Wait.Until("the browser decodes video", async () => await Chunks() >= 30, Patience, async () => $"{await Chunks()} chunks; {await Agent.Describe()}; host: {Setup.Host.Output}");
            double best = 0;
            await Wait.Until(
                "the canvas shows a frame of the film in its own colours",
                async () =>
                {
                    uint[] seen = await Agent.Pixels(window.X, window.Y, Width, Height);
                    best = seen.Length == 0 ? 0 : frames.Max(frame => SignalToNoise(seen, frame));
                    return best >= 30;
                },
                Patience,
                () => Task.FromResult($"{best:F1} dB"));
            await stop.CancelAsync();
            await playing;
        }

        double sharp = 0;
        await Wait.Until(
            "the film's last picture is sharp",
            async () => (sharp = SignalToNoise(await Agent.Pixels(window.X, window.Y, Width, Height), frames[0])) >= 37,
            Patience,
            () => Task.FromResult($"{sharp:F1} dB"));
    }

    // Forwards and backwards, so that no two frames that follow each other differ much; the first one stays at the end.
    private static async Task Play(XWindow window, uint[][] frames, CancellationToken stop)
    {
        using var beat = new PeriodicTimer(TimeSpan.FromMilliseconds(33));
        for (int number = 0; !stop.IsCancellationRequested; number = (number + 1) % (2 * Frames - 2))
        {
            window.Draw(frames[number < Frames ? number : 2 * Frames - 2 - number]);
            await beat.WaitForNextTickAsync(CancellationToken.None);
        }

        window.Draw(frames[0]);
    }

    // The page's worker decodes with the browser's own decoder; here every chunk that goes in is counted.
    private async Task CountChunks()
    {
        foreach (Microsoft.Playwright.IWorker worker in Agent.Page.Workers)
        {
            await worker.EvaluateAsync<bool>(
                """
                () => {
                  if (self.chunksOfVideo !== undefined) return true;
                  self.chunksOfVideo = 0;
                  const decode = VideoDecoder.prototype.decode;
                  VideoDecoder.prototype.decode = function (chunk) {
                    self.chunksOfVideo++;
                    return decode.call(this, chunk);
                  };
                  return true;
                }
                """);
        }
    }

    private async Task<int> Chunks()
    {
        int chunks = 0;
        foreach (Microsoft.Playwright.IWorker worker in Agent.Page.Workers) chunks += await worker.EvaluateAsync<int>("() => self.chunksOfVideo ?? 0");
        return chunks;
    }

    /// <summary>In decibels.</summary>
    private static double SignalToNoise(uint[] seen, uint[] wanted)
    {
        if (seen.Length != wanted.Length) return 0;
        double sum = 0;
        for (int i = 0; i < seen.Length; i++)
        {
            for (int shift = 0; shift < 24; shift += 8)
            {
                int difference = (int)(seen[i] >> shift & 255) - (int)(wanted[i] >> shift & 255);
                sum += difference * difference;
            }
        }

        return 10 * Math.Log10(255.0 * 255 * seen.Length * 3 / Math.Max(sum, 1));
    }
}

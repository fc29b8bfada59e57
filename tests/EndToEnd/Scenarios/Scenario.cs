using RemoteAssist.EndToEnd.Setups;
using RemoteAssist.Rig;
using RemoteAssist.Rig.X;

namespace RemoteAssist.EndToEnd.Scenarios;

/// <summary>What a customer and an agent do, on whichever set-up a derived class names.</summary>
public abstract class Scenario(Setup setup) : IAsyncLifetime
{
    internal Setup Setup => setup;

    internal AgentPage Agent => setup.Agent;

    public async ValueTask InitializeAsync()
    {
        if (setup.Missing.Count > 0)
        {
            string reason = $"This machine lacks {string.Join(", ", setup.Missing)}; ./assist test installs them where it may.";
            if (Environment.GetEnvironmentVariable("CI") == "true") Assert.Fail(reason);
            Assert.Skip(reason);
        }

        await Agent.WaitFor("picture", "live");
    }

    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    /// <summary>Waits until the agent's canvas shows exactly what an X client has drawn.</summary>
    private protected async Task SeesExactly(XWindow window, uint[] pixels, TimeSpan? limit = null)
    {
        uint[] seen = [];
        await Wait.Until(
            $"the canvas shows the {window.Width}×{window.Height} picture at {window.X},{window.Y} pixel for pixel",
            async () => (seen = await Agent.Pixels(window.X, window.Y, window.Width, window.Height)).AsSpan().SequenceEqual(pixels),
            limit,
            async () => $"{Different(seen, pixels)} of {pixels.Length} pixels differ; {await Agent.Describe()}; host: {Last(setup.Host.Output)}");
    }

    /// <summary>Shows a picture that was never shown before and waits until it is seen: the session is alive from end to end.</summary>
    private protected async Task IsLive(TimeSpan? limit = null)
    {
        using var window = new XWindow(setup.Desktop.Display, 700, 500, 192, 128);
        uint[] picture = Pictures.Pattern(192, 128);
        window.Draw(picture);
        await SeesExactly(window, picture, limit);
    }

    private static int Different(uint[] seen, uint[] pixels) => seen.Length != pixels.Length ? pixels.Length : seen.Where((pixel, i) => pixel != pixels[i]).Count();

    private static string Last(string output) => output.Length <= 600 ? output : output[^600..];
}
